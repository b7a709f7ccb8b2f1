import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { createHeartbeat } from "../../../src/client/sdk/heartbeat.ts"

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => vi.useRealTimers())

/** A socket that has just opened; `lostAfter` answers when it counted as lost. */
function openSocket({ answers = false, talks = false } = {}) {
  const openedAt = Date.now()
  const pings: number[] = []
  let lostAfter: number | null = null
  const heartbeat = createHeartbeat({
    ping() {
      pings.push(Date.now() - openedAt)
      if (socket.answers) setTimeout(heartbeat.answered, 50)
    },
    lose() {
      lostAfter = Date.now() - openedAt
      heartbeat.stop()
    },
  })
  const talking = setInterval(() => socket.talks && heartbeat.received(), 500)
  const socket = { ...heartbeat, answers, talks, pings, lostAfter: () => lostAfter, talking }
  return socket
}

/** The machine sleeps: its timers stand still while the time goes on. */
const sleep = (ms: number) => vi.setSystemTime(Date.now() + ms)

test("a socket that answers is pinged every five seconds and kept", () => {
  const socket = openSocket({ answers: true })
  vi.advanceTimersByTime(60_000)
  expect(socket.lostAfter()).toBeNull()
  expect(socket.pings.slice(0, 2)).toEqual([5_000, 10_050])
})

test("a socket that says nothing is lost after nine seconds", () => {
  const socket = openSocket()
  vi.advanceTimersByTime(60_000)
  expect(socket.lostAfter()).toBe(9_000)
})

test("one that falls silent after it was pinged is lost four seconds later", () => {
  const socket = openSocket({ talks: true })
  vi.advanceTimersByTime(6_000)
  socket.talks = false
  vi.advanceTimersByTime(60_000)
  expect(socket.lostAfter()).toBe(10_000)
})

test("one that receives, but is never answered, is lost", () => {
  const socket = openSocket({ talks: true })
  vi.advanceTimersByTime(60_000)
  expect(socket.lostAfter()).toBe(15_000)
})

test("where there is doubt, two seconds decide", () => {
  const silent = openSocket()
  silent.probe()
  const alive = openSocket({ answers: true })
  alive.probe()
  vi.advanceTimersByTime(3_000)
  expect([silent.lostAfter(), alive.lostAfter()]).toEqual([2_000, null])
})

test("doubt that comes again and again puts nothing off, and makes no flood", () => {
  const [dead, alive] = [openSocket(), openSocket({ answers: true })]
  const doubting = setInterval(() => [dead, alive].map(({ probe }) => probe()), 10)
  vi.advanceTimersByTime(3_000)
  clearInterval(doubting)
  expect(dead.lostAfter()).toBeLessThanOrEqual(2_100)
  expect(alive.pings.length).toBeLessThanOrEqual(6)
})

test("after sleep a dead socket is noticed in two seconds, and one that lives is kept", () => {
  const dead = openSocket()
  const alive = openSocket({ answers: true })
  vi.advanceTimersByTime(4_000)
  sleep(3_600_000)
  vi.advanceTimersByTime(1_000)
  expect(dead.pings).toHaveLength(1)
  vi.advanceTimersByTime(2_000)
  expect(dead.lostAfter()).toBe(3_607_000)
  vi.advanceTimersByTime(60_000)
  expect(alive.lostAfter()).toBeNull()
})

test("an answer that was slept through can still be received, once", () => {
  const socket = openSocket()
  vi.advanceTimersByTime(6_000)
  sleep(60_000)
  vi.advanceTimersByTime(3_000)
  expect([socket.pings.length, socket.lostAfter()]).toEqual([2, null])
  sleep(60_000)
  vi.advanceTimersByTime(2_000)
  expect(socket.lostAfter()).not.toBeNull()
})

test("what was stopped leaves no timer", () => {
  const socket = openSocket()
  socket.probe()
  socket.stop()
  socket.answered()
  clearInterval(socket.talking)
  expect(vi.getTimerCount()).toBe(0)
})
