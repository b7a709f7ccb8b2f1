import { beforeAll, expect, test } from "vitest"
import type { TestStore } from "../../support/test-store.ts"
import type { Subject } from "../store.contract.ts"

export function reportsActivity({ theStore, aRoom }: Subject) {
  let store: TestStore
  beforeAll(() => {
    store = theStore()
  })

  const standing = async (roomId: number) =>
    (await store.activity({ after: roomId - 1, limit: 1 }))[0]

  test("a room stands where its last message is", async () => {
    const [roomId, other] = [await aRoom(), await aRoom()]
    await store.say(roomId, "first")
    const { timestamp } = await store.say(roomId, "last", { by: "Ann" })
    await store.say(other, "elsewhere")
    const last = { username: "Ann", content: "last", timestamp }
    expect(await standing(roomId)).toEqual({ roomId, seq: 2, last })
  })

  test("a room in which nothing was said has no last message", async () => {
    const roomId = await aRoom()
    expect(await standing(roomId)).toEqual({ roomId, seq: 0, last: null })
  })

  test.each([
    ["letters", "x".repeat(121), "x".repeat(120)],
    ["characters of two halves", "🎉".repeat(4_000), "🎉".repeat(120)],
    ["halves at odd places", `x${"🎉".repeat(130)}`, `x${"🎉".repeat(119)}`],
    ["no more than fits", "é".repeat(120), "é".repeat(120)],
  ])("of a long message the first 120 characters are told: %s", async (_, text, excerpt) => {
    const roomId = await aRoom()
    await store.say(roomId, text)
    expect((await standing(roomId))?.last?.content).toBe(excerpt)
  })

  test("rooms are told page by page, in the order of their list", async () => {
    const ids = [await aRoom(), await aRoom(), await aRoom()]
    const idsAfter = async (after: number, limit: number) =>
      (await store.activity({ after, limit })).map(({ roomId }) => roomId)
    expect(await idsAfter(ids[0]! - 1, 2)).toEqual(ids.slice(0, 2))
    expect(await idsAfter(ids[1]!, 2)).toEqual(ids.slice(2))
    await store.deleteRoom(ids[1]!)
    expect(await idsAfter(ids[0]!, 2)).toEqual(ids.slice(2))
  })

  test("of many rooms it is told at once where their logs end", async () => {
    const [busy, quiet, gone] = [await aRoom(), await aRoom(), await aRoom()]
    for (const text of ["a", "b", "c"]) await store.say(busy, text)
    await store.say(gone, "bye")
    await store.deleteRoom(gone)
    expect(await store.heads([gone, quiet, 999_999, busy, quiet])).toEqual([
      { roomId: busy, seq: 3 },
      { roomId: quiet, seq: 0 },
    ])
    expect(await store.heads([])).toEqual([])
  })
}
