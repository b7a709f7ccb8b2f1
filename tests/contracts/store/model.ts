/** Random questions and changes, put to the store and to a model that is too simple to be wrong. */
import fc from "fast-check"
import { beforeAll, expect, test } from "vitest"
import type { Store } from "../../../src/server/store/store.ts"
import { draft, type TestStore } from "../../support/test-store.ts"
import type { Subject } from "../store.contract.ts"
import { createModel, type Ids } from "./simple-model.ts"

type Calls = Omit<Store, "epoch" | "close">
type Call = { [M in keyof Calls]: { method: M; input: Parameters<Calls[M]>[0] } }[keyof Calls]

export function behavesLikeItsModel({ theStore }: Subject) {
  let store: TestStore
  let ids: Ids
  beforeAll(async () => {
    store = theStore()
    ids = await latestIds(store)
  })

  test("a store does what its model does, changes asked at once included", async () => {
    await fc.assert(
      fc
        .asyncProperty(steps, async (steps) => {
          const model = createModel(ids)
          for (const step of steps) {
            const calls = step(model.firstRoom)
            const actual = await Promise.all(calls.map((call) => outcome(() => ask(store, call))))
            const expected = calls.map((call) => outcome(async () => ask(model, call)))
            expect(actual).toEqual(await Promise.all(expected))
          }
        })
        .afterEach(() => emptied(store, ids)),
      { numRuns: 40 },
    )
  })
}
