/** tRPC's wire protocol by hand, for what the official client would never say. */
import { once } from "node:events"
import { expect } from "vitest"
import { WebSocket } from "ws"

type Frame = { id: number | string | null; result?: unknown; error?: unknown }

/** As nobody without params; with null, announces a name and then says nothing. */
export function openTrpcSocket(app: { url: string }, params?: Record<string, string> | null) {
  const query = params === undefined ? "" : "?connectionParams=1"
  const socket = new WebSocket(`${app.url.replace(/^http/, "ws")}/trpc${query}`)
  const frames: Frame[] = []
  let pongs = 0
  socket.on("message", (data) => {
    if (String(data) === "PONG") pongs++
    else frames.push(JSON.parse(String(data)))
  })
  const opened = once(socket, "open").then(() => {
    if (params) socket.send(JSON.stringify({ method: "connectionParams", data: params }))
  })

  return {
    async tell(frame: object | string) {
      await opened
      const asIs = typeof frame === "string" || Buffer.isBuffer(frame)
      socket.send(asIs ? frame : JSON.stringify(frame))
    },

    /** The first `count` frames about `id`, once that many have come. */
    async answers(id: Frame["id"], count: number): Promise<Frame[]> {
      const about = () => frames.filter((frame) => frame.id === id)
      await expect.poll(() => about().length, { timeout: 5_000 }).toBeGreaterThanOrEqual(count)
      return about().slice(0, count)
    },

    socket,
    frames,
    /** How many keep-alives were answered. */
    pongs: () => pongs,
    closed: new Promise<number>((resolve) => socket.on("close", resolve)),
  }
}

export const subscribe = (id: number, path: string, input: object = {}) => ({
  id,
  method: "subscription",
  params: { path, input },
})
export const query = (id: number, path: string, input?: object) => ({
  id,
  method: "query",
  params: { path, input },
})
