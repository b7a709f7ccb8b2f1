/** tRPC's own WebSocket handler with Confab's two hot procedures, each subscriber a generator over a lean queue. */
import { createServer } from "node:http"
import { initTRPC, tracked } from "@trpc/server"
import { applyWSSHandler } from "@trpc/server/adapters/ws"
import { WebSocketServer } from "ws"
import { z } from "zod"
import type { Message } from "../../src/shared/schema.ts"
import { listen } from "./listen.ts"
import { openLog } from "./log.ts"

type Listener = (message: Message) => void

const log = openLog()
const rooms = new Map<number, Set<Listener>>()
const t = initTRPC.create()

const router = t.router({
  messages: t.router({
    send: t.procedure
      .input(z.object({ roomId: z.int(), content: z.string(), clientId: z.string() }))
      .mutation(({ input }) => {
        const message = log.append(input)
        for (const listener of rooms.get(input.roomId) ?? []) listener(message)
        return message
      }),
  }),
  onRoomEvent: t.procedure
    .input(z.object({ roomId: z.int() }))
    .subscription(({ input, signal }) => follow(input.roomId, signal as AbortSignal)),
})

const server = createServer()
applyWSSHandler({ wss: new WebSocketServer({ server }), router })
listen(server)

async function* follow(roomId: number, signal: AbortSignal) {
  const queue: Message[] = []
  let waiting = Promise.withResolvers<void>()
  const listener = (message: Message) => {
    queue.push(message)
    waiting.resolve()
  }
  signal.addEventListener("abort", () => waiting.resolve())
  const members = rooms.get(roomId) ?? new Set()
  rooms.set(roomId, members.add(listener))
  try {
    while (!signal.aborted) {
      const message = queue.shift()
      if (message) yield tracked(`0123456789ab:${message.seq}`, { type: "message", ...message })
      else {
        waiting = Promise.withResolvers()
        await waiting.promise
      }
    }
  } finally {
    members.delete(listener)
  }
}
