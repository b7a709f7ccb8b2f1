/** A server process with a small heap, a room of heavy pages, and a look at what it holds. */
import { expect } from "vitest"
import { askFrom } from "./from-address.ts"
import { fillHeavyRoom } from "./heavy-room.ts"
import { reach } from "./reach.ts"
import { watchMemory } from "./server-memory.ts"
import { startServerProcess } from "./server-process.ts"

const HEAP_MB = 256
/** Far above what a server with this heap needs, far below what it would hold without bounds. */
const RESIDENT_MB_MAX = 400
const SERVED_MS_MAX = 5_000

export async function startSmallServer(env: Record<string, string> = {}) {
  const options = `--max-old-space-size=${HEAP_MB}`
  const server = await startServerProcess({ HOST: "127.0.0.1", NODE_OPTIONS: options, ...env })
  const reached = reach(server.url)
  const roomId = await fillHeavyRoom(reached)
  const maximum = watchMemory(server.pid)

  return {
    server,
    roomId,
    ...reached,
    /** That others are answered, wherever most of the questions come from. */
    async expectServed() {
      const target = `${server.url}/api/chat/rooms/${roomId}/messages?limit=200`
      for (let n = 0; n < 10; n++) {
        const { status, ms } = await askFrom("127.0.0.2", target)
        expect(status).toBe(200)
        expect(ms).toBeLessThan(SERVED_MS_MAX)
      }
    },
    /** That it lives and is small. */
    expectWell() {
      expect(server.isRunning()).toBe(true)
      expect(maximum()).toBeLessThan(RESIDENT_MB_MAX)
    },
    async [Symbol.asyncDispose]() {
      maximum()
      await reached.leaveAll()
      await server[Symbol.asyncDispose]()
    },
  }
}
