import { describe, expect, test } from "vitest"
import { applyAction } from "../../../src/client/room/reducer.ts"
import { emptyRoom, type RoomAction, type RoomState } from "../../../src/client/room/state.ts"
import type { Message } from "../../../src/shared/schema.ts"

const AT = "2026-03-01T10:00:00.000Z"

const message = (seq: number, clientId: string | null = null): Message => ({
  ...{ id: seq * 10, roomId: 1, seq, username: "ann", content: `message ${seq}` },
  ...{ timestamp: AT, clientId },
})
const pageOf = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index))

const around: RoomAction = {
  type: "around",
  messages: pageOf(4, 6),
  nextBefore: 40,
  nextAfter: 60,
}
const received = (seq: number, clientId: string | null = null): RoomAction => ({
  type: "message",
  ...message(seq, clientId),
})
const newer = (from: number, to: number, nextAfter: number | null): RoomAction => ({
  type: "newer",
  after: (from - 1) * 10,
  messages: pageOf(from, to),
  nextBefore: from * 10,
  nextAfter,
})
const roomAfter = (...events: RoomAction[]): RoomState => events.reduce(applyAction, emptyRoom())
const seqs = (state: RoomState) => state.entries.map(({ seq }) => seq)

describe("far from the newest", () => {
  test("messages are only counted", () => {
    const state = roomAfter(around, received(20), received(21))
    expect(seqs(state)).toEqual([4, 5, 6])
    expect(state).toMatchObject({ nextBefore: 40, nextAfter: 60, latestSeq: 21 })
  })

  test("pages lead on to the newest, where messages are added again", () => {
    const state = roomAfter(around, received(9), newer(7, 8, 80), newer(9, 9, null), received(10))
    expect(seqs(state)).toEqual([4, 5, 6, 7, 8, 9, 10])
    expect(state.nextAfter).toBeNull()
  })

  test("what was received while the last page was loading is loaded, too", () => {
    const state = roomAfter(around, received(7), received(8), newer(7, 7, null))
    expect(state).toMatchObject({ nextAfter: 70, latestSeq: 8 })
    expect(seqs(applyAction(state, newer(8, 8, null)))).toEqual([4, 5, 6, 7, 8])
  })

  test("a page that belongs to another place changes nothing", () => {
    const state = roomAfter(around)
    expect(applyAction(state, newer(9, 9, null))).toBe(state)
  })

  test("a hole or another beginning of listening leaves the reader where they are", () => {
    const state = roomAfter(around, { type: "gap", latestSeq: 900 }, { type: "subscribed" })
    expect(seqs(state)).toEqual([4, 5, 6])
    expect(state).toMatchObject({ nextAfter: 60, latestSeq: 900 })
  })

  test("what was written here waits at the end, and goes when it is stored beyond", () => {
    const written = { clientId: "hi", content: "hi", username: "ann", timestamp: AT }
    const state = roomAfter(around, { type: "sending", ...written })
    expect(state.entries.at(-1)).toMatchObject({ state: "sending" })
    expect(seqs(applyAction(state, received(20, "hi")))).toEqual([4, 5, 6])
  })

  test("the newest page takes the place of what is here", () => {
    const newest: RoomAction = {
      ...{ type: "newest", messages: pageOf(20, 21) },
      ...{ nextBefore: 200, nextAfter: null },
    }
    const state = roomAfter(around, newest, received(22))
    expect(seqs(state)).toEqual([20, 21, 22])
    expect(state).toMatchObject({ nextBefore: 200, nextAfter: null })
  })
})

test("a reader of older messages is detached from the newest, and keeps what is here", () => {
  const here: RoomAction = { ...around, type: "around", nextAfter: null }
  const state = roomAfter(
    here,
    { type: "detached" },
    { type: "gap", latestSeq: 900 },
    received(901),
  )
  expect(seqs(state)).toEqual([4, 5, 6])
  expect(state).toMatchObject({ nextAfter: 60, latestSeq: 901 })
})

test("a message around the newest is followed by what was received meanwhile", () => {
  const here: RoomAction = { ...around, type: "around", nextAfter: null }
  const state = roomAfter({ type: "subscribed" }, received(7), here)
  expect(seqs(state)).toEqual([4, 5, 6, 7])
  expect(state.nextAfter).toBeNull()
})
