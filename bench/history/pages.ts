/** Pages of history at random places, one after the other: from the store itself, and as a client asks for them. */
import { openStore } from "../../src/server/store/open.ts"
import { percentile } from "../measure/stats.ts"
import { confabEnv, confabTrpc } from "../peers/contestants.ts"
import { startServer } from "../processes/server.ts"
import { BUSY_ROOM } from "./database.ts"

const LIMIT = 50
const WARM_UP_PAGES = 2_000
const PAGES = 3_000

type Ask = (before: number) => Promise<unknown>

/** Inside the server: what `messages.history` waits for. */
export async function readPages(path: string, messages: number) {
  const store = await openStore(`sqlite:${path}`)
  // The core asks for one more, to know whether a page before it exists.
  const page = { roomId: BUSY_ROOM, limit: LIMIT + 1 }
  const waits = await measure((before) => store.history({ ...page, before }), messages)
  await store.close()
  return waits
}

/** Outside: over a WebSocket of Node's own. */
export async function askPages(path: string, messages: number) {
  const server = await startServer({ ...confabTrpc, env: () => confabEnv(path) }, 0)
  const { host, port } = server.address
  const socket = new WebSocket(`ws://${host}:${port}/trpc`)
  await new Promise((open) => socket.addEventListener("open", open, { once: true }))
  let id = 0
  const ask = (before: number) => {
    const params = { path: "messages.history", input: { roomId: BUSY_ROOM, limit: LIMIT, before } }
    socket.send(JSON.stringify({ id: ++id, method: "query", params }))
    return new Promise((answered) => socket.addEventListener("message", answered, { once: true }))
  }
  const waits = await measure(ask, messages)
  socket.close()
  await server.stop()
  return waits
}

async function measure(ask: Ask, messages: number) {
  const place = placesIn(messages)
  for (let page = 0; page < WARM_UP_PAGES; page++) await ask(place())
  const waits: number[] = []
  for (let page = 0; page < PAGES; page++) {
    const before = place()
    const began = performance.now()
    await ask(before)
    waits.push(performance.now() - began)
  }
  return { p50: percentile(waits, 0.5), p99: percentile(waits, 0.99) }
}

/** Random and always the same, so that every round asks for the same pages. */
function placesIn(messages: number) {
  let state = 1
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return 1 + Math.floor((state / 2 ** 32) * messages)
  }
}
