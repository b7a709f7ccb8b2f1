import type { WebSocketRoute } from "@playwright/test"
import { errorTable } from "../../src/server/api/errors.ts"
import type { ChatErrorCode } from "../../src/shared/errors.ts"
import type { Person } from "./person.ts"

type Call = { id: number; params: { path: string; input: { clientId?: string } } }

/** From its next load on, until it is stopped: calls of a procedure are refused with this code, where they are meant. */
export async function refuse(
  { page }: Person,
  { path, code, isMeant = () => true }: Refusal,
): Promise<{ stop: () => void }> {
  let stopped = false
  const { http, trpc } = errorTable[code]
  const data = { code: trpc, chatCode: code, httpStatus: http }

  const isRefused = ({ params }: Call) => !stopped && params?.path === path && isMeant(params.input)

  /** Answers what is refused, and gives back the rest of what was called at once. */
  function takeOut(socket: WebSocketRoute, frame: string): Call[] {
    const calls: Call[] = [JSON.parse(frame)].flat()
    const error = { code: -32_000, message: "refused", data }
    const refused = calls.filter(isRefused)
    for (const { id } of refused) socket.send(JSON.stringify({ id, error }))
    return calls.filter((call) => !refused.includes(call))
  }

  await page.routeWebSocket(/trpc/, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((frame) => {
      const isCall = typeof frame === "string" && /^[[{]/.test(frame)
      if (!isCall) return server.send(frame)
      for (const call of takeOut(socket, frame)) server.send(JSON.stringify(call))
    })
  })
  return {
    stop() {
      stopped = true
    },
  }
}

type Refusal = {
  path: string
  code: ChatErrorCode
  isMeant?: (input: Call["params"]["input"]) => boolean
}

/** From its next load on, until it is stopped: the first message sent is refused. */
export function refuseFirstSend(person: Person) {
  let first: string | undefined
  return refuse(person, {
    path: "messages.send",
    code: "CLIENT_ID_CONFLICT",
    isMeant({ clientId }) {
      first ??= clientId
      return clientId === first
    },
  })
}
