/** Random changes and questions, put to the store and to a model that is too simple to be wrong. */
import fc from "fast-check"
import { beforeAll, expect, test } from "vitest"
import { draft, type TestStore } from "../../support/test-store.ts"
import type { Subject } from "../store.contract.ts"
import { numbered } from "./numbered.ts"
import { type Calls, createModel } from "./simple-model.ts"

export function behavesLikeItsModel({ theStore }: Subject) {
  let store: TestStore
  beforeAll(() => {
    store = theStore()
  })

  test("whatever is done, the store answers as its model does", async () => {
    const property = fc.asyncProperty(steps, async (steps) => {
      await using actual = await numbered(store)
      const model = createModel()
      for (const calls of steps) {
        const asked = calls.map((call) => outcome(actual, call))
        const expected = calls.map((call) => outcome(model, call))
        expect(await Promise.all(asked)).toEqual(await Promise.all(expected))
      }
    })
    await fc.assert(property, { numRuns: 25 })
  }, 60_000)
}

type Call = { [M in keyof Calls]: { method: M; input: Parameters<Calls[M]>[0] } }[keyof Calls]

const outcome = async (calls: Calls, { method, input }: Call): Promise<unknown> => {
  try {
    return await calls[method](input as never)
  } catch (error) {
    return (error as { code?: string }).code ?? error
  }
}

const call = <M extends keyof Calls>(method: M, input: fc.Arbitrary<Parameters<Calls[M]>[0]>) =>
  input.map((input) => ({ method, input }) as Call)

const roomNumber = fc.integer({ min: 1, max: 4 })
const position = fc.nat(8)
const limit = fc.integer({ min: 1, max: 6 })

const create = call(
  "createRoom",
  fc.constantFrom("a", "b", "c").map((key) => ({ name: key.toUpperCase(), key })),
)

const append = call(
  "append",
  fc
    .tuple(
      roomNumber,
      fc.constantFrom("hi", "ho"),
      fc.constantFrom("ann", "ANN", "bo"),
      fc.record({
        clientId: fc.constantFrom(null, "c1", "c2", "c3"),
        personId: fc.constantFrom(null, 1, 2),
      }),
    )
    .map(([roomId, content, by, ids]) => draft(roomId, content, { by, ...ids })),
)

const change = fc.oneof(
  { weight: 9, arbitrary: append },
  { weight: 1, arbitrary: call("deleteRoom", roomNumber) },
)

const read = fc.oneof(
  call("rooms", fc.record({ after: fc.nat(3), limit })),
  call("activity", fc.record({ after: fc.nat(3), limit })),
  call("room", roomNumber),
  call("heads", fc.array(roomNumber, { maxLength: 5 })),
  call(
    "history",
    fc.record({ roomId: roomNumber, before: fc.integer({ min: 1, max: 12 }), limit }),
  ),
  call("history", fc.record({ roomId: roomNumber, after: fc.nat(12), limit })),
  call("replay", fc.record({ roomId: roomNumber, after: position, limit })),
)

/**
 * Changes may be asked for all at once. A question stands alone, because its answer depends on what came before; and a
 * room must have its id before it can be named in a change.
 */
const atOnce = (calls: fc.Arbitrary<Call>) => fc.array(calls, { minLength: 1, maxLength: 8 })
const steps = fc.array(fc.oneof(atOnce(create), atOnce(change), fc.tuple(read)), {
  maxLength: 30,
  size: "max",
})
