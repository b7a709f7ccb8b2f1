/** People who write without pause, through every door, until they are told to stop. */
import type { Ledger } from "./ledger.ts"
import type { Reach } from "./reach.ts"
import { doors, type Visitor } from "./visitors.ts"

type Writing = { server: Reach; ledger: Ledger; roomId: number; count: number }

let writings = 0

/**
 * `count` writers, each with one message on its way at a time; whoever gets no answer writes no more. What comes back
 * stops them, and resolves once all have.
 */
export function startWriters({ server, ledger, roomId, count }: Writing) {
  const writing = ++writings
  let stopped = false

  async function write(visitor: Visitor, username: string) {
    for (let n = 0; !stopped; n++) {
      const clientId = `${writing} ${username} ${n}`
      const message = { roomId, username, clientId, content: `${clientId} ${MARK}` }
      if ((await ledger.send(visitor, message)).fate === "unknown") return
    }
  }

  const writers = Array.from({ length: count }, (_, n) => {
    const door = doors[n % doors.length]!
    const username = `writer ${n}`
    return write(door.visit(server, username), username)
  })

  return async function stop() {
    stopped = true
    await server.leaveAll()
    await Promise.all(writers)
  }
}

/** What tends to be altered on the way. */
const MARK = "e\u0301 ß 👩‍👩‍👧 \u202e end"
