import { expect, test } from "vitest"
import { activityState, applyActivity } from "../../../src/client/rooms/activity.ts"

const at = (roomId: number, seq: number) => ({ roomId, seq, last: null })

test("the higher seq counts, whatever came first", () => {
  const known = activityState([at(1, 5)], undefined)
  const now = applyActivity(known, [{ rooms: [at(1, 4), at(2, 1)] }])
  expect([...now.byRoom.values()]).toEqual([at(1, 5), at(2, 1)])
  const later = applyActivity(now, [{ rooms: [at(1, 6)] }, { rooms: [at(1, 7)] }])
  expect(later.byRoom.get(1)).toEqual(at(1, 7))
})

test("it is known which rooms moved, and from where", () => {
  const known = activityState([at(1, 5), at(2, 3)], undefined)
  expect(known.moves.map(({ before }) => before)).toEqual([undefined, undefined])
  const { byRoom, moves } = applyActivity(known, [{ rooms: [at(1, 5), at(2, 4), at(3, 1)] }])
  expect(moves).toEqual([
    { before: at(2, 3), now: at(2, 4) },
    { before: undefined, now: at(3, 1) },
  ])
  expect(activityState([at(1, 5), at(2, 2), at(3, 1)], byRoom).moves).toEqual([
    { before: at(2, 4), now: at(2, 2) },
  ])
})
