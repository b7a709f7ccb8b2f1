import { createRoot, createSignal } from "solid-js"
import { afterEach, expect, test, vi } from "vitest"
import { createMissedCount } from "../../../src/client/offline/missed-count.ts"
import { applyAction } from "../../../src/client/room/reducer.ts"
import { emptyRoom, type RoomAction } from "../../../src/client/room/state.ts"
import type { ConnectionState, Message } from "../../../src/client/sdk/index.ts"

const LONG_AGO = "2026-03-01T10:00:00.000Z"
const everybody: RoomAction = { type: "users_list", users: ["ann"] }

const message = (seq: number, username: string, timestamp = LONG_AGO): Message => ({
  ...{ id: seq, roomId: 1, seq, username, content: `${seq}`, timestamp, clientId: null },
})
const told = (...said: Parameters<typeof message>): RoomAction => ({
  type: "message",
  ...message(...said),
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Ann is in a room in which Bo said something. */
function annInRoom() {
  vi.stubGlobal("document", { hidden: false })
  const [state, setState] = createSignal(emptyRoom())
  const [connection, setConnection] = createSignal<ConnectionState>({ status: "open" })
  const hears = (...events: RoomAction[]) => setState((now) => events.reduce(applyAction, now))
  hears({ type: "newest", messages: [message(1, "bo")], nextBefore: null, nextAfter: null })
  const news = createRoot(() => createMissedCount({ state }, { connection, username: "ann" }))
  return {
    hears,
    news,
    loses: () => setConnection({ status: "waiting", retryAt: 0 }),
    returns: () => setConnection({ status: "open" }),
  }
}

test("after a lost connection it counts what others said meanwhile, for a while", () => {
  vi.useFakeTimers()
  const { hears, news, loses, returns } = annInRoom()
  loses()
  returns()
  hears(told(2, "bo"))
  hears(told(3, "Ann"))
  hears(told(4, "cy"))
  expect(news()).toBe(0)
  hears(everybody)
  expect(news()).toBe(2)
  hears(told(5, "bo"), everybody)
  expect(news()).toBe(2)
  vi.advanceTimersByTime(10_000)
  expect(news()).toBe(0)
})

test("also after so much that only the newest is here", () => {
  const { hears, news, loses, returns } = annInRoom()
  loses()
  returns()
  hears({ type: "gap", latestSeq: 600 }, everybody)
  expect(news()).toBe(0)
  hears({
    type: "newest",
    messages: [message(599, "bo"), message(600, "bo")],
    nextBefore: 599,
    nextAfter: null,
  })
  expect(news()).toBe(599)
})

test("a hiccup is not worth a word, nor is silence", () => {
  const { hears, news, loses, returns } = annInRoom()
  loses()
  returns()
  hears(told(2, "bo", new Date().toISOString()), everybody)
  expect(news()).toBe(0)
  loses()
  returns()
  hears(everybody)
  expect(news()).toBe(0)
  hears(told(3, "bo"), everybody)
  expect(news()).toBe(0)
})
