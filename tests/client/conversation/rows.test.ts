import fc from "fast-check"
import { expect, test } from "vitest"
import { nextRows, noRows } from "../../../src/client/conversation/rows.ts"
import type { Entry } from "../../../src/client/room/state.ts"

const entry = (seq: number, state: Entry["state"] = "logged"): Entry => ({
  ...{ key: `#${seq}`, id: seq * 10, seq, username: "ann", content: `message ${seq}` },
  ...{ timestamp: "2026-03-01T10:00:00.000Z", clientId: null, state, why: null },
})
const entries = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => entry(from + index))

test("older pages are distinguished from everything else that changes a list", () => {
  const page = entries(5, 8)
  const first = nextRows(noRows(), page)
  expect(first.grewUpwards).toBe(false)
  const older = nextRows(first, [...entries(1, 4), ...page])
  expect(older.grewUpwards).toBe(true)
  expect(nextRows(older, [...older.entries, entry(9)]).grewUpwards).toBe(false)
  expect(nextRows(older, entries(1, 12)).grewUpwards).toBe(false)
  expect(nextRows(older, older.entries)).toBe(older)
})

test("the keys are those of the entries, whatever part of the log is shown", () => {
  const known = new Map(entries(1, 12).map((one) => [one.seq, one]))
  const end = fc.integer({ min: 0, max: 12 })
  const parts = fc.array(fc.tuple(end, end, fc.uniqueArray(end)), { maxLength: 10 })
  fc.assert(
    fc.property(parts, (taken) => {
      let rows = noRows()
      for (const [from, to, waiting] of taken) {
        const log = [...known.values()].slice(from, to)
        const now = [...log, ...waiting.map((which) => entry(100 + which, "sending"))]
        rows = nextRows(rows, now)
        expect(rows.entries).toBe(now)
        expect(rows.keys).toEqual(now.map(({ key }) => key))
      }
    }),
  )
})
