import { expect, test } from "vitest"
import { applyActivity } from "../../../src/client/rooms/activity.ts"

const at = (roomId: number, seq: number) => ({ roomId, seq, last: null })

test("the higher seq counts, whatever came first", () => {
  const known = new Map([[1, at(1, 5)]])
  const now = applyActivity(known, { rooms: [at(1, 4), at(2, 1)] })
  expect([...now.values()]).toEqual([at(1, 5), at(2, 1)])
  expect(applyActivity(now, { rooms: [at(1, 6)] }).get(1)).toEqual(at(1, 6))
})
