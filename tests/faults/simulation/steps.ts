/** What can happen in a room, drawn at random. */
import { setImmediate as quiet } from "node:timers/promises"
import fc from "fast-check"

/** Two of them are one person. */
export const DEVICES = ["Ann", "ANN", "Bo", "Cy"]

const device = fc.nat(DEVICES.length - 1)
const by = fc.constantFrom("ann", "Bo", "Dee")
const content = fc.constantFrom("hi", "ho")
const clientId = fc.constantFrom("c1", "c2", "c3", "c4")
const times = fc.integer({ min: 1, max: 3 })

const inputs = {
  enter: fc.record({ device }),
  leave: fc.record({ device }),
  drop: fc.record({ device }),
  reconnect: fc.record({ device }),
  pause: fc.record({ device }),
  goOn: fc.record({ device }),
  scrollUp: fc.record({ device }),
  write: fc.record({ device, content, clientId }),
  /** Several times at once, and not through the app. */
  say: fc.record({ by, content, clientId: fc.option(clientId), times }),
  type: fc.record({ by, isTyping: fc.boolean() }),
  /** More than one replay holds; more than an inbox holds; an inbox full of what merely passes. */
  storm: fc.constantFrom(
    { messages: 600, signs: 0 },
    { messages: 1_100, signs: 0 },
    { messages: 100, signs: 1_000 },
  ),
  wait: fc.constantFrom({ ms: 100 }, { ms: 1_000 }, { ms: 10_000 }),
  failToWrite: fc.constant({}),
  failToRead: fc.constant({}),
  delete: fc.constant({}),
}

type Kind = keyof typeof inputs
type Input<K extends Kind> = (typeof inputs)[K] extends fc.Arbitrary<infer Value> ? Value : never
export type Steps = { [K in Kind]: (input: Input<K>) => void }
type Step = { [K in Kind]: { what: K; input: Input<K> } }[Kind]

const often: Partial<Record<Kind, number>> = { enter: 20, drop: 15, reconnect: 20, pause: 10 }
const oftener: Partial<Record<Kind, number>> = { write: 25, say: 40, goOn: 10, type: 10 }
const seldom: Partial<Record<Kind, number>> = { storm: 1, delete: 1 }
const weights = { ...often, ...oftener, ...seldom }

const step = fc.oneof(
  ...Object.entries(inputs).map(([what, input]) => ({
    weight: weights[what as Kind] ?? 5,
    arbitrary: (input as fc.Arbitrary<unknown>).map((input) => ({ what, input }) as Step),
  })),
)

export const stepsArbitrary = fc.array(step, { maxLength: 60, size: "max" })

/** One turn at a time, and each has all its consequences before the next. */
export const inTurns = fc.scheduler({
  act: async (turn) => {
    await turn()
    await quiet()
  },
})
