/** How what happens in rooms is gathered and told, second by second. */
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { Hub } from "../../../src/server/hub/hub.ts"
import { Subscriber } from "../../../src/server/hub/subscriber.ts"
import {
  ACTIVITY_INTERVAL_MS,
  ACTIVITY_ROOMS_MAX,
  ACTIVITY_WAITING_MAX,
} from "../../../src/server/limits.ts"
import { createActivity } from "../../../src/server/live/activity.ts"
import type { Topic } from "../../../src/server/live/topics.ts"
import type { ActivityEvent } from "../../../src/shared/events.ts"
import { seatFor, type Told } from "../../support/seat.ts"

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const AT = "2026-03-01T10:00:00.000Z"

function startWatching() {
  const watchers = new Hub<Topic, ActivityEvent>()
  const activity = createActivity(watchers)
  const told: { at: number; rooms: ActivityEvent["rooms"] }[] = []
  function watch() {
    const hear = ({ event }: Told<ActivityEvent>) =>
      void told.push({ at: performance.now(), rooms: event.rooms })
    const reader = new Subscriber<ActivityEvent>(seatFor({ hear }), null, null)
    watchers.enter("public", reader, [])
    return () => watchers.leave("public", reader)
  }
  let id = 0
  return {
    told,
    watch,
    ...activity,
    say(roomId: number, seq: number, { content = `${seq}`, address = "a" } = {}) {
      const message = { id: ++id, roomId, seq, content, username: "Ann", timestamp: AT }
      activity.record({ ...message, clientId: null }, address)
    },
  }
}

test("the first is told at once, then at most once a second, of every room its last message", () => {
  const { told, watch, say } = startWatching()
  watch()
  const began = performance.now()
  for (let n = 1; n <= 500; n++) {
    say(1 + (n % 3), n)
    vi.advanceTimersByTime(10)
  }
  vi.advanceTimersByTime(ACTIVITY_INTERVAL_MS)
  expect((told[0]?.at ?? 0) - began).toBeLessThan(50)
  const pauses = told.slice(1).map(({ at }, n) => at - (told[n]?.at ?? 0))
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(ACTIVITY_INTERVAL_MS - 5)
  expect(told.length).toBeGreaterThanOrEqual(5)
  expect(
    told
      .at(-1)
      ?.rooms.map(({ seq }) => seq)
      .toSorted(),
  ).toEqual([498, 499, 500])
})

test("after a silence it is told at once again", () => {
  const { told, watch, say } = startWatching()
  watch()
  say(1, 1)
  vi.advanceTimersByTime(ACTIVITY_INTERVAL_MS * 3)
  const began = performance.now()
  say(1, 2)
  vi.advanceTimersByTime(ACTIVITY_INTERVAL_MS)
  expect((told[1]?.at ?? 0) - began).toBeLessThan(50)
  expect(told).toHaveLength(2)
})

test("of many rooms a bounded number is told at a time, the others in their turn", () => {
  const { told, watch, say } = startWatching()
  watch()
  for (let roomId = 1; roomId <= 2.5 * ACTIVITY_ROOMS_MAX; roomId++) say(roomId, 1)
  vi.advanceTimersByTime(ACTIVITY_INTERVAL_MS * 5)
  expect(told.map(({ rooms }) => rooms.length)).toEqual([200, 200, 100])
  const roomIds = told.flatMap(({ rooms }) => rooms.map(({ roomId }) => roomId))
  expect(roomIds).toEqual(Array.from({ length: 500 }, (_, n) => n + 1))
})

test("rooms that one address talks in do not keep back those of others", () => {
  const { told, watch, say } = startWatching()
  watch()
  for (let roomId = 1; roomId <= 2.5 * ACTIVITY_ROOMS_MAX; roomId++)
    say(roomId, 1, { address: "flood" })
  say(501, 1, { address: "elsewhere" })
  say(502, 1, { address: "elsewhere" })
  vi.advanceTimersByTime(ACTIVITY_INTERVAL_MS * 5)
  expect(told.map(({ rooms }) => rooms.length)).toEqual([200, 200, 102])
  expect(told[0]?.rooms.map(({ roomId }) => roomId)).toEqual(expect.arrayContaining([501, 502]))
})

test("what waits is bounded too, and a room that waits is told of its latest", () => {
  const { told, watch, say } = startWatching()
  watch()
  for (let roomId = 1; roomId <= ACTIVITY_WAITING_MAX + 10; roomId++) say(roomId, 1)
  say(ACTIVITY_WAITING_MAX, 2)
  vi.advanceTimersByTime(ACTIVITY_INTERVAL_MS * 20)
  const rooms = told.flatMap((event) => event.rooms)
  expect(rooms).toHaveLength(ACTIVITY_WAITING_MAX)
  expect(rooms.at(-1)).toMatchObject({ roomId: ACTIVITY_WAITING_MAX, seq: 2 })
})

test("a room that is gone is not told of", () => {
  const { told, watch, say, forget } = startWatching()
  watch()
  say(1, 1)
  say(2, 1)
  forget(1)
  vi.advanceTimersByTime(ACTIVITY_INTERVAL_MS)
  expect(told.map(({ rooms }) => rooms.map(({ roomId }) => roomId))).toEqual([[2]])
})

test("nothing is kept for nobody: not before somebody watches, nor after the last has left", () => {
  const { told, watch, say } = startWatching()
  say(1, 1)
  expect(vi.getTimerCount()).toBe(0)
  const stop = watch()
  vi.advanceTimersByTime(ACTIVITY_INTERVAL_MS)
  expect(told).toEqual([])
  say(1, 2)
  stop()
  vi.advanceTimersByTime(ACTIVITY_INTERVAL_MS)
  watch()
  vi.advanceTimersByTime(ACTIVITY_INTERVAL_MS)
  expect([told, vi.getTimerCount()]).toEqual([[], 0])
})
