import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { createPulse } from "../../../src/client/sdk/heartbeat.ts"

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => vi.useRealTimers())

/** A socket that has just opened; `lostAfter` answers when it counted as lost. */
function openLine({ answers = false, talks = false } = {}) {
  const openedAt = Date.now()
  const asked: number[] = []
  let lostAfter: number | null = null
  const pulse = createPulse({
    ask() {
      asked.push(Date.now() - openedAt)
      if (line.answers) setTimeout(pulse.answered, 50)
    },
    lose() {
      lostAfter = Date.now() - openedAt
      pulse.stop()
    },
  })
  const talking = setInterval(() => line.talks && pulse.heard(), 500)
  const line = { ...pulse, answers, talks, asked, lostAfter: () => lostAfter, talking }
  return line
}

/** The machine sleeps: its timers stand still while the time goes on. */
const sleep = (ms: number) => vi.setSystemTime(Date.now() + ms)

test("a socket that answers is asked every five seconds and kept", () => {
  const line = openLine({ answers: true })
  vi.advanceTimersByTime(60_000)
  expect(line.lostAfter()).toBeNull()
  expect(line.asked.slice(0, 2)).toEqual([5_000, 10_050])
})

test("a socket that says nothing is lost after nine seconds", () => {
  const line = openLine()
  vi.advanceTimersByTime(60_000)
  expect(line.lostAfter()).toBe(9_000)
})

test("one that falls silent after it was asked is lost four seconds later", () => {
  const line = openLine({ talks: true })
  vi.advanceTimersByTime(6_000)
  line.talks = false
  vi.advanceTimersByTime(60_000)
  expect(line.lostAfter()).toBe(10_000)
})

test("one that is heard, and does not hear, is lost", () => {
  const line = openLine({ talks: true })
  vi.advanceTimersByTime(60_000)
  expect(line.lostAfter()).toBe(15_000)
})

test("where there is doubt, two seconds decide", () => {
  const silent = openLine()
  silent.probe()
  const alive = openLine({ answers: true })
  alive.probe()
  vi.advanceTimersByTime(3_000)
  expect([silent.lostAfter(), alive.lostAfter()]).toEqual([2_000, null])
})

test("doubt that comes again and again puts nothing off, and makes no flood", () => {
  const [dead, alive] = [openLine(), openLine({ answers: true })]
  const doubting = setInterval(() => [dead, alive].map(({ probe }) => probe()), 10)
  vi.advanceTimersByTime(3_000)
  clearInterval(doubting)
  expect(dead.lostAfter()).toBeLessThanOrEqual(2_100)
  expect(alive.asked.length).toBeLessThanOrEqual(6)
})

test("after sleep a dead line is noticed in two seconds, and one that lives is kept", () => {
  const dead = openLine()
  const alive = openLine({ answers: true })
  vi.advanceTimersByTime(4_000)
  sleep(3_600_000)
  vi.advanceTimersByTime(1_000)
  expect(dead.asked).toHaveLength(1)
  vi.advanceTimersByTime(2_000)
  expect(dead.lostAfter()).toBe(3_607_000)
  vi.advanceTimersByTime(60_000)
  expect(alive.lostAfter()).toBeNull()
})

test("whoever sleeps while an answer is due can still hear it, once", () => {
  const line = openLine()
  vi.advanceTimersByTime(6_000)
  sleep(60_000)
  vi.advanceTimersByTime(3_000)
  expect([line.asked.length, line.lostAfter()]).toEqual([2, null])
  sleep(60_000)
  vi.advanceTimersByTime(2_000)
  expect(line.lostAfter()).not.toBeNull()
})

test("what was stopped leaves no timer", () => {
  const line = openLine()
  line.probe()
  line.stop()
  line.answered()
  clearInterval(line.talking)
  expect(vi.getTimerCount()).toBe(0)
})
