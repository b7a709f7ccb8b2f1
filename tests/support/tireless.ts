/** People who ask again until they have an answer, each time at the next of the servers they know. */
import { setTimeout as wait } from "node:timers/promises"
import type { Ledger } from "./ledger.ts"
import { reach } from "./reach.ts"
import { type Door, doors, type Visitor } from "./visitors.ts"

type Writing = { urls: string[]; ledger: Ledger; roomId: number; count: number }

const PATIENCE_MS = 3_000
/** Between two messages of one writer, and before asking again: people who follow must not fall behind by hundreds. */
const PACE_MS = 20

/** `count` writers, through every door at every server. Stopping waits for their last answers, and tells how often they asked again. */
export function startTireless({ urls, ledger, roomId, count }: Writing) {
  let stopped = false
  let again = 0

  async function write(door: Door, n: number) {
    const username = `writer ${n}`
    const visits = createVisits(door, { urls, username, first: Math.floor(n / doors.length) })
    for (let said = 0; !stopped; said++) {
      const clientId = `${username} ${said}`
      const message = { roomId, username, clientId, content: `${clientId} by ${door.name}` }
      while ((await ledger.send(impatient(visits.current()), message)).fate !== "acknowledged") {
        again++
        visits.move()
        await wait(PACE_MS)
      }
      await wait(PACE_MS)
    }
    visits.end()
  }

  const writers = Array.from({ length: count }, (_, n) => write(doors[n % doors.length]!, n))
  return {
    async stop() {
      stopped = true
      await Promise.all(writers)
      return again
    },
  }
}

type Places = { urls: string[]; username: string; first: number }

/** One visit after the other, each at the next place. */
function createVisits(door: Door, { urls, username, first }: Places) {
  let place = first
  const open = () => {
    const server = reach(urls[place++ % urls.length]!)
    return { visitor: door.visit(server, username), end: () => void server.leaveAll() }
  }
  let visit = open()
  return {
    current: () => visit.visitor,
    move() {
      visit.end()
      visit = open()
    },
    end: () => visit.end(),
  }
}

/** Whoever waited too long does not know what became of it. */
const impatient = (visitor: Visitor): Visitor => ({
  ...visitor,
  send(message) {
    const late = wait(PATIENCE_MS, undefined, { ref: false }).then(() => {
      throw new Error("no answer")
    })
    return Promise.race([visitor.send(message), late])
  },
})
