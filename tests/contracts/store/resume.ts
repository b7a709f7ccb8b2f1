import { beforeAll, expect, test } from "vitest"
import type { TestStore } from "../../support/test-store.ts"
import type { Subject } from "../store.contract.ts"

export function resumesReaders({ theStore, aRoom }: Subject) {
  let store: TestStore
  beforeAll(() => {
    store = theStore()
  })

  async function aRoomWith(messages: number) {
    const roomId = await aRoom()
    const said = Array.from({ length: messages }, (_, i) => store.say(roomId, `message ${i}`))
    return { roomId, said: await Promise.all(said) }
  }

  test("a reader gets what came after, as events in order", async () => {
    const { roomId, said } = await aRoomWith(5)
    const events = said.slice(2).map((message) => ({ type: "message", ...message }))
    expect(await store.after(roomId, 2)).toEqual({ latestSeq: 5, events, complete: true })
  })

  test("a reader that missed nothing gets nothing", async () => {
    const { roomId } = await aRoomWith(3)
    expect(await store.after(roomId, 3)).toEqual({ latestSeq: 3, events: [], complete: true })
    const empty = await aRoom()
    expect(await store.after(empty, 0)).toEqual({ latestSeq: 0, events: [], complete: true })
  })

  test("a reader gets exactly as many events as the limit, or is told there are more", async () => {
    const { roomId } = await aRoomWith(10)
    const atLimit = await store.after(roomId, 4, 6)
    expect(atLimit.events.map(({ seq }) => seq)).toEqual([5, 6, 7, 8, 9, 10])
    expect(atLimit.complete).toBe(true)
    const tooFar = await store.after(roomId, 3, 6)
    expect(tooFar).toEqual({ latestSeq: 10, events: [], complete: false })
  })

  test("a position from the future is not complete", async () => {
    const { roomId } = await aRoomWith(2)
    const nothing = { latestSeq: 2, events: [], complete: false }
    expect(await store.after(roomId, 3)).toEqual(nothing)
    expect(await store.after(roomId, Number.MAX_SAFE_INTEGER)).toEqual(nothing)
  })
}
