/** Frames of all sockets in turn: what waits, in which order, and what it counts for. */
import { expect, test } from "vitest"
import { MemoryBudget } from "../../src/server/admission/memory-budget.ts"
import { FrameQueue } from "../../src/server/api/frame-queue.ts"
import type { Socket } from "../../src/server/api/socket.ts"
import { SMALL_FRAME_BYTES, TURN_CALLS_MAX } from "../../src/server/limits.ts"

/** A socket as the queue knows it. */
function socketAt(address: string) {
  const socket = {
    address,
    pauses: 0,
    get connection() {
      return socket
    },
    pauseReading: () => void socket.pauses++,
    resumeReading: () => void socket.pauses--,
    countUnanswered: (work: Promise<void>) => work,
    cut: () => undefined,
  }
  return socket as typeof socket & Socket
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

test("a flood from one address is heard over several turns, and a frame from elsewhere in the next", async () => {
  const budget = new MemoryBudget(10_000_000)
  const queue = new FrameQueue(budget)
  const heard: string[] = []
  const flooding = Array.from({ length: 3 * TURN_CALLS_MAX }, () => socketAt("a"))
  for (const socket of flooding) queue.schedule(socket, 1, () => heard.push("a"))
  expect(budget.usage().bytes).toBe(0)
  const bystander = socketAt("b")
  for (const word of ["first", "second"]) queue.schedule(bystander, 1, () => heard.push(word))
  expect(heard.length).toBeLessThanOrEqual(TURN_CALLS_MAX)
  expect(budget.usage().bytes).toBeGreaterThan(1_000)
  await nextTurn()
  expect(heard.filter((word) => word !== "a")).toEqual(["first", "second"])
  expect(heard.length).toBeLessThanOrEqual(2 * TURN_CALLS_MAX + 1)
  await expect.poll(() => heard.length).toBe(flooding.length + 2)
  expect(budget.usage().bytes).toBe(0)
})

test("of a socket with more than a little that waits, nothing more is read until it was heard", async () => {
  const queue = new FrameQueue(null)
  queue.chargeFor({ others: TURN_CALLS_MAX, subscriptions: 0 })
  const [modest, twice, large] = [socketAt("a"), socketAt("b"), socketAt("c")]
  let heard = 0
  queue.schedule(modest, 1, () => heard++)
  queue.schedule(twice, 1, () => heard++)
  queue.schedule(twice, 1, () => heard++)
  queue.schedule(large, SMALL_FRAME_BYTES + 1, () => heard++)
  expect([heard, modest.pauses, twice.pauses, large.pauses]).toEqual([0, 0, 1, 1])
  await nextTurn()
  expect([heard, modest.pauses, twice.pauses, large.pauses]).toEqual([4, 0, 0, 0])
})

test("a large frame counts until it is answered", async () => {
  const budget = new MemoryBudget(10_000_000)
  const queue = new FrameQueue(budget)
  const answer = Promise.withResolvers<void>()
  queue.holdUntil(answer.promise, socketAt("a"), SMALL_FRAME_BYTES)
  expect(budget.usage().bytes).toBe(0)
  queue.holdUntil(answer.promise, socketAt("a"), 60_000)
  expect(budget.usage().bytes).toBeGreaterThan(60_000)
  answer.resolve()
  await nextTurn()
  expect(budget.usage().bytes).toBe(0)
})
