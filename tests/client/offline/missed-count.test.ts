import { createRoot, createSignal } from "solid-js"
import { afterEach, expect, test, vi } from "vitest"
import { createMissedCount } from "../../../src/client/offline/missed-count.ts"
import { applyAction } from "../../../src/client/room/reducer.ts"
import { emptyRoom, type RoomAction } from "../../../src/client/room/state.ts"
import type { ConnectionState, Message } from "../../../src/client/sdk/index.ts"

const LONG_AGO = "2026-03-01T10:00:00.000Z"
const peopleList: RoomAction = { type: "users_list", users: ["ann"] }

const message = (seq: number, username: string, timestamp = LONG_AGO): Message => ({
  ...{ id: seq, roomId: 1, seq, username, content: `${seq}`, timestamp, clientId: null },
})
const received = (...said: Parameters<typeof message>): RoomAction => ({
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
  const receives = (...events: RoomAction[]) => setState((now) => events.reduce(applyAction, now))
  receives({ type: "newest", messages: [message(1, "bo")], nextBefore: null, nextAfter: null })
  const missed = createRoot(() => createMissedCount({ state }, { connection, username: "ann" }))
  return {
    receives,
    missed,
    loses: () => setConnection({ status: "waiting", retryAt: 0 }),
    returns: () => setConnection({ status: "open" }),
  }
}

test("after a lost connection it counts what others said meanwhile, for a while", () => {
  vi.useFakeTimers()
  const { receives, missed, loses, returns } = annInRoom()
  loses()
  returns()
  receives(received(2, "bo"))
  receives(received(3, "Ann"))
  receives(received(4, "cy"))
  expect(missed()).toBe(0)
  receives(peopleList)
  expect(missed()).toBe(2)
  receives(received(5, "bo"), peopleList)
  expect(missed()).toBe(2)
  vi.advanceTimersByTime(10_000)
  expect(missed()).toBe(0)
})

test("also after so much that only the newest is here", () => {
  const { receives, missed, loses, returns } = annInRoom()
  loses()
  returns()
  receives({ type: "gap", latestSeq: 600 }, peopleList)
  expect(missed()).toBe(0)
  receives({
    type: "newest",
    messages: [message(599, "bo"), message(600, "bo")],
    nextBefore: 599,
    nextAfter: null,
  })
  expect(missed()).toBe(599)
})

test("a hiccup is not worth a word, nor is silence", () => {
  const { receives, missed, loses, returns } = annInRoom()
  loses()
  returns()
  receives(received(2, "bo", new Date().toISOString()), peopleList)
  expect(missed()).toBe(0)
  loses()
  returns()
  receives(peopleList)
  expect(missed()).toBe(0)
  receives(received(3, "bo"), peopleList)
  expect(missed()).toBe(0)
})
