import type { WebSocketRoute } from "@playwright/test"
import type { Person } from "./person.ts"

/** From its next load on, until it is stopped: the first message sent is refused. */
export async function refuseFirstSend({ page }: Person) {
  let stopped = false
  let refusedId: number | null = null
  const refuse = (socket: WebSocketRoute, frame: string) => {
    const calls = [JSON.parse(frame)].flat()
    const send = calls.find(({ params }) => params?.path === "messages.send")
    const clientId = send?.params.input.clientId
    refusedId ??= clientId ?? null
    if (!send || stopped || clientId !== refusedId) return false
    const data = { code: "CONFLICT", chatCode: "CLIENT_ID_CONFLICT", httpStatus: 409 }
    socket.send(
      JSON.stringify({ id: send.id, error: { code: -32_009, message: "conflict", data } }),
    )
    return true
  }
  await page.routeWebSocket(/trpc/, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((frame) => {
      const isCall = typeof frame === "string" && /^[[{]/.test(frame)
      if (!(isCall && refuse(socket, frame))) server.send(frame)
    })
  })
  return {
    stop() {
      stopped = true
    },
  }
}
