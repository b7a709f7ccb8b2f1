/** What is held for connections is counted once, for those who have to take it, and let go of as they do. */
import { expect, test, vi } from "vitest"
import type { Holder } from "../../src/server/admission/held-bytes.ts"
import { MemoryBudget } from "../../src/server/admission/memory-budget.ts"
import { UNREAD_GRACE_MS, UNSENT_PIECE_BYTES } from "../../src/server/limits.ts"

const BYTES_MAX = 100_000

const holderAt = (address: string) => ({
  address,
  cut: vi.fn<Holder["cut"]>(),
})

const shared = (bytes: number) => ({ bytes: new Uint8Array(bytes), isShared: true })
const own = (bytes: number) => ({ bytes: new Uint8Array(bytes), isShared: false })

/** So long that what is unread may be cut. */
async function graceIsOver() {
  await new Promise((resolve) => setTimeout(resolve, UNREAD_GRACE_MS + 50))
}

test("bytes that several wait for count once, what it takes to hold them for each", () => {
  const budget = new MemoryBudget(BYTES_MAX)
  const [ann, bo] = [holderAt("a"), holderAt("b")]
  const piece = shared(1_000)
  for (const holder of [ann, bo]) budget.holdPiece(holder, piece, 1_000)
  expect(budget.usage().bytes).toBe(1_000 + 2 * UNSENT_PIECE_BYTES)
  budget.release(ann)
  expect(budget.usage().bytes).toBe(1_000 + UNSENT_PIECE_BYTES)
  budget.release(bo)
  budget.release(bo)
  expect(budget.usage().bytes).toBe(0)
})

test("of a connection that reads on, what it has taken is let go", () => {
  const budget = new MemoryBudget(BYTES_MAX)
  const slow = holderAt("a")
  // It never catches up: always the last three wait.
  for (let n = 0; n < 10_000; n++) budget.holdPiece(slow, shared(100), Math.min(n + 1, 3) * 100)
  expect(budget.usage().bytes).toBe(3 * (100 + UNSENT_PIECE_BYTES))
  for (let n = 0; n < 1_000; n++) budget.holdPiece(slow, own(100), 100)
  expect(budget.usage().bytes).toBe(100 + UNSENT_PIECE_BYTES)
  budget.release(slow)
  expect(budget.usage().bytes).toBe(0)
})

test("answers that wait in sockets fill the half that one address may have, what all are told does not", async () => {
  const budget = new MemoryBudget(BYTES_MAX)
  const sockets = Array.from({ length: 6 }, () => holderAt("a"))
  for (const socket of sockets) budget.holdPiece(socket, shared(9_000), 9_000)
  expect(budget.spaceFor("a")).toBe("yes")
  for (const socket of sockets.slice(0, 3)) budget.holdPiece(socket, own(9_000), 18_000)
  for (const socket of sockets.slice(0, 3)) budget.holdPiece(socket, own(9_000), 27_000)
  expect(budget.spaceFor("a")).toBe("not for this address")
  await graceIsOver()
  expect(budget.spaceFor("a")).toBe("yes")
  expect(sockets.map(({ cut }) => cut.mock.calls.length)).toEqual([1, 0, 0, 0, 0, 0])
})

test("where there is too much, the address that holds the most gives way first", async () => {
  const budget = new MemoryBudget(BYTES_MAX)
  const modest = holderAt("first")
  const greedy = [holderAt("greedy"), holderAt("greedy"), holderAt("greedy")]
  budget.hold(modest, 20_000)
  for (const holder of greedy) budget.hold(holder, 20_000)
  await graceIsOver()
  budget.hold(modest, 25_000)
  expect(budget.spaceFor("anybody")).toBe("yes")
  expect(greedy.map(({ cut }) => cut.mock.calls.length)).toEqual([1, 0, 0])
  expect(modest.cut).not.toHaveBeenCalled()
  expect(budget.usage()).toMatchObject({ bytes: 85_000, cuts: 1 })
})

test("far too much is cut at once, however new it is", async () => {
  const budget = new MemoryBudget(BYTES_MAX)
  const many = Array.from({ length: 30 }, (_, n) => holderAt(`${n}`))
  for (const holder of many) budget.hold(holder, 10_000)
  await new Promise(setImmediate)
  await new Promise(setImmediate)
  expect(budget.usage().bytes).toBeLessThan(2 * BYTES_MAX)
  expect(many.filter(({ cut }) => cut.mock.calls.length > 0)).toHaveLength(11)
})
