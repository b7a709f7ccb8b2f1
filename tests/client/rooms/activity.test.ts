import { expect, test } from "vitest"
import { applyActivity, movedFrom, standOf } from "../../../src/client/rooms/activity.ts"

const at = (roomId: number, seq: number) => ({ roomId, seq, last: null })

test("the higher seq counts, whatever came first", () => {
  const known = standOf([at(1, 5)])
  const now = applyActivity(known, [{ rooms: [at(1, 4), at(2, 1)] }])
  expect([...now.standings.values()]).toEqual([at(1, 5), at(2, 1)])
  const later = applyActivity(now, [{ rooms: [at(1, 6)] }, { rooms: [at(1, 7)] }])
  expect(later.standings.get(1)).toEqual(at(1, 7))
})

test("it is known which rooms moved, and from where", () => {
  const known = movedFrom(undefined, standOf([at(1, 5), at(2, 3)]))
  expect(known.moves.map(({ before }) => before)).toEqual([undefined, undefined])
  const told = applyActivity(known, [{ rooms: [at(1, 5), at(2, 4), at(3, 1)] }])
  expect(told.moves).toEqual([
    { before: at(2, 3), now: at(2, 4) },
    { before: undefined, now: at(3, 1) },
  ])
  expect(movedFrom(told, standOf([at(1, 5), at(2, 2), at(3, 1)])).moves).toEqual([
    { before: at(2, 4), now: at(2, 2) },
  ])
})
