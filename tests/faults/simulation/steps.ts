/** What can happen in a room, drawn at random. */
import { setImmediate as quiet } from "node:timers/promises"
import fc from "fast-check"
import { REPLAY_EVENTS_MAX } from "../../../src/shared/limits.ts"
import { UNREAD_EVENTS_MAX } from "./reading.ts"

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
  /** While somebody is away or reads nothing. */
  storm: fc.record({
    device,
    meanwhile: fc.constantFrom("drop", "pause"),
    // More than one replay holds, more than may be unread of what lasts, and of what merely passes.
    what: fc.constantFrom(
      { messages: REPLAY_EVENTS_MAX + 1, signs: 0 },
      { messages: REPLAY_EVENTS_MAX + 1, signs: REPLAY_EVENTS_MAX },
      { messages: UNREAD_EVENTS_MAX / 2, signs: 2 * UNREAD_EVENTS_MAX },
      { messages: 10, signs: 2 * UNREAD_EVENTS_MAX },
    ),
  }),
  wait: fc.constantFrom({ ms: 100 }, { ms: 1_000 }, { ms: 10_000 }),
  failToWrite: fc.constant({}),
  failToRead: fc.constant({}),
  delete: fc.constant({}),
  /** Where there are two nodes: what they tell each other is lost, or cannot be told, or passes again. */
  loseNews: fc.constant({}),
  cutBus: fc.constant({}),
  mendBus: fc.constant({}),
}

type Kind = keyof typeof inputs
type Input<K extends Kind> = (typeof inputs)[K] extends fc.Arbitrary<infer Value> ? Value : never
export type Steps = { [K in Kind]: (input: Input<K>) => void }
export type Step = { [K in Kind]: { what: K; input: Input<K> } }[Kind]

const step = <K extends Kind>(what: K) =>
  (inputs[what] as fc.Arbitrary<unknown>).map((input) => ({ what, input }) as Step)

/** What is not named here has 5. */
const weights: Partial<Record<Kind, number>> = {
  ...{ say: 40, write: 25, enter: 20, reconnect: 20, drop: 15, pause: 10, goOn: 10, type: 10 },
  ...{ leave: 10, delete: 1, storm: 0 },
}

const anyStep = fc.oneof(
  ...(Object.keys(inputs) as Kind[]).map((what) => ({
    weight: weights[what] ?? 5,
    arbitrary: step(what),
  })),
)

const storm = inputs.storm.map((input) => ({
  arriving: (["enter", "reconnect", "goOn"] as const).map((what) => ({
    what,
    input: { device: input.device },
  })),
  storm: { what: "storm" as const, input },
}))

export const calm = fc.array(anyStep, { maxLength: 60, size: "max" })
/** With time for somebody to arrive before the storm. */
export const stormy = fc
  .tuple(calm, fc.array(anyStep, { minLength: 10, maxLength: 20 }), storm, calm)
  .map(([before, meanwhile, { arriving, storm }, after]) => [
    ...before,
    ...arriving,
    ...meanwhile,
    storm,
    ...after,
  ])

/** One turn at a time, and each has all its consequences before the next. */
export async function wholeTurn(turn: () => Promise<void>) {
  await turn()
  await quiet()
}
