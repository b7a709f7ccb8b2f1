import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { createRate } from "../../../src/server/admission/rate.ts"
import { visitor } from "../../../src/server/identity/person.ts"
import { Typing } from "../../../src/server/live/typing.ts"
import type { RoomEvent } from "../../../src/shared/events.ts"
import { TYPING_LEASE_MS } from "../../../src/shared/limits.ts"

const ADDRESS = "127.0.0.1"
const ann = visitor("Ann")

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function heardFrom(does: (typing: Typing) => void) {
  const told: boolean[] = []
  const tell = (_: number, event: RoomEvent) => event.type === "typing" && told.push(event.isTyping)
  const rate = createRate<string>({ burst: 10, perSecond: 2 })
  const typing = new Typing(tell, (_, key) => rate.take(key) === 0)
  does(typing)
  return told
}

test("typing ends by itself after its lease", () => {
  const told = heardFrom((typing) => {
    typing.start(1, ann, ADDRESS)
    vi.advanceTimersByTime(TYPING_LEASE_MS - 1)
    typing.start(1, ann, ADDRESS)
    vi.advanceTimersByTime(TYPING_LEASE_MS - 1)
  })
  expect(told).toEqual([true, true])
  vi.advanceTimersByTime(1)
  expect(told).toEqual([true, true, false])
})

test("who types on is told again at most once a second", () => {
  const told = heardFrom((typing) => {
    for (let n = 0; n < 30; n++) {
      typing.start(1, ann, ADDRESS)
      vi.advanceTimersByTime(100)
    }
  })
  expect(told).toEqual([true, true, true])
})

test("stopping is told once, and never by who did not type", () => {
  const told = heardFrom((typing) => {
    typing.stop(1, ann)
    typing.start(1, ann, ADDRESS)
    typing.stop(1, ann)
    typing.stop(1, ann)
    vi.advanceTimersByTime(TYPING_LEASE_MS)
  })
  expect(told).toEqual([true, false])
})

test("who starts and stops all the time is not passed on all the time", () => {
  const told = heardFrom((typing) => {
    for (let n = 0; n < 1_000; n++) {
      typing.start(1, ann, ADDRESS)
      typing.stop(1, ann)
    }
  })
  expect(told).toHaveLength(20)
})
