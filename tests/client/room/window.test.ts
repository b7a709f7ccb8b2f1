import { describe, expect, test } from "vitest"
import { applyEvent } from "../../../src/client/room/reducer.ts"
import { emptyRoom, type Live, type LiveEvent } from "../../../src/client/room/state.ts"
import type { Message } from "../../../src/shared/schema.ts"

const AT = "2026-03-01T10:00:00.000Z"

const message = (seq: number, clientId: string | null = null): Message => ({
  ...{ id: seq * 10, roomId: 1, seq, username: "ann", content: `message ${seq}` },
  ...{ timestamp: AT, clientId },
})
const pageOf = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index))

const around: LiveEvent = {
  type: "around",
  messages: pageOf(4, 6),
  nextBefore: 40,
  nextAfter: 60,
}
const told = (seq: number, clientId: string | null = null): LiveEvent => ({
  type: "message",
  ...message(seq, clientId),
})
const newer = (from: number, to: number, nextAfter: number | null): LiveEvent => ({
  type: "newer",
  after: (from - 1) * 10,
  messages: pageOf(from, to),
  nextBefore: from * 10,
  nextAfter,
})
const roomAfter = (...events: LiveEvent[]): Live => events.reduce(applyEvent, emptyRoom())
const seqs = (live: Live) => live.entries.map(({ seq }) => seq)

describe("far from the newest", () => {
  test("messages are only heard of", () => {
    const live = roomAfter(around, told(20), told(21))
    expect(seqs(live)).toEqual([4, 5, 6])
    expect(live).toMatchObject({ olderThan: 40, newerThan: 60, latest: 21 })
  })

  test("pages lead on to the newest, where messages are added again", () => {
    const live = roomAfter(around, told(9), newer(7, 8, 80), newer(9, 9, null), told(10))
    expect(seqs(live)).toEqual([4, 5, 6, 7, 8, 9, 10])
    expect(live.newerThan).toBeNull()
  })

  test("what was told while the last page was on its way is read, too", () => {
    const live = roomAfter(around, told(7), told(8), newer(7, 7, null))
    expect(live).toMatchObject({ newerThan: 70, latest: 8 })
    expect(seqs(applyEvent(live, newer(8, 8, null)))).toEqual([4, 5, 6, 7, 8])
  })

  test("a page that belongs to another place changes nothing", () => {
    const live = roomAfter(around)
    expect(applyEvent(live, newer(9, 9, null))).toBe(live)
  })

  test("a hole or another beginning of listening leaves the reader where they are", () => {
    const live = roomAfter(around, { type: "gap", latestSeq: 900 }, { type: "entered" })
    expect(seqs(live)).toEqual([4, 5, 6])
    expect(live).toMatchObject({ newerThan: 60, latest: 900 })
  })

  test("what was written here waits at the end, and goes when it is stored beyond", () => {
    const written = { clientId: "hi", content: "hi", username: "ann", timestamp: AT }
    const live = roomAfter(around, { type: "sending", ...written })
    expect(live.entries.at(-1)).toMatchObject({ state: "sending" })
    expect(seqs(applyEvent(live, told(20, "hi")))).toEqual([4, 5, 6])
  })

  test("the newest page takes the place of what is here", () => {
    const newest: LiveEvent = {
      ...{ type: "history", messages: pageOf(20, 21) },
      ...{ nextBefore: 200, nextAfter: null },
    }
    const live = roomAfter(around, newest, told(22))
    expect(seqs(live)).toEqual([20, 21, 22])
    expect(live).toMatchObject({ olderThan: 200, newerThan: null })
  })
})

test("whoever reads what is older parts from the newest, and keeps what is here", () => {
  const here: LiveEvent = { ...around, type: "around", nextAfter: null }
  const live = roomAfter(here, { type: "parted" }, { type: "gap", latestSeq: 900 }, told(901))
  expect(seqs(live)).toEqual([4, 5, 6])
  expect(live).toMatchObject({ newerThan: 60, latest: 901 })
})

test("a message around the newest is followed by what was told meanwhile", () => {
  const here: LiveEvent = { ...around, type: "around", nextAfter: null }
  const live = roomAfter({ type: "entered" }, told(7), here)
  expect(seqs(live)).toEqual([4, 5, 6, 7])
  expect(live.newerThan).toBeNull()
})
