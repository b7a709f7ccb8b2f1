import { CHAT_WORDING, type Plan } from "../load/plan.ts"
import { fdatasyncsPerSecond } from "../measure/disk.ts"
import { atLeast, atMost, figure, type Goal, type Table } from "../measure/report.ts"
import { addRound, median, medianOf, type Rounds, ratioOf } from "../measure/stats.ts"
import { confabRaw, confabTrpc, wsLoopStored } from "../peers/contestants.ts"
import { temporaryFolder } from "../processes/folders.ts"
import type { Delay } from "../processes/server.ts"
import { startMatches } from "./duel.ts"
import type { Match, Sample } from "./match.ts"
import { type Options, type Scenario, tell } from "./scenario.ts"

const OUTSTANDING = [1, 10, 100, 1_000]
const SATURATED = 1_000
const SENDERS = 10

/** The disk is measured anew before each contestant: what others do with it changes by the second. */
type Durable = Pick<Sample, "messages" | "p50" | "p99"> & { delay?: Delay; disk: number }
type Found = Map<number, Rounds<Durable>>

const contestants = [confabRaw, confabTrpc, wsLoopStored]

export const durable: Scenario = {
  name: "durable",
  about: "server",
  title: "Durable messages",
  how:
    "Messages on their way at the same time, over up to ten connections, each alone in its room; the next when one is " +
    "acknowledged, after the fsync. Nothing is pinned. Against a `ws` server that commits every message by itself in the same " +
    "tables, and against the disk: pages made durable one at a time by `fdatasync`, written over in place.",

  async run(options) {
    const crowding = { rooms: SENDERS, members: 1, senders: 1, core: null, subscribed: false }
    const matches = await startMatches(contestants, crowding)
    const found: Found = new Map(OUTSTANDING.map((outstanding) => [outstanding, new Map()]))
    for (let round = 1; round <= options.rounds; round++)
      await measureRound(matches, found, options)
    for (const match of matches) await match.stop()
    return { tables: [table(found)], goals: goals(found) }
  },
}

async function measureRound(matches: Match[], found: Found, { seconds }: Options) {
  for (const match of matches) {
    const disk = fdatasyncsPerSecond(temporaryFolder(), seconds / 2)
    tell(`the disk: ${figure(disk)} fdatasyncs a second`)
    for (const [outstanding, rounds] of found) {
      const sample = await measureOne(match, outstanding, seconds)
      tell(`${match.name}, ${outstanding} outstanding: ${figure(sample.messages)} messages/s`)
      addRound(rounds, match.name, { ...sample, disk })
    }
  }
}

async function measureOne(match: Match, outstanding: number, seconds: number) {
  if (outstanding < SATURATED) return match.measure(plan(outstanding, seconds))
  await match.server.watchDelay()
  const sample = await match.measure(plan(outstanding, seconds))
  return { ...sample, delay: await match.server.delay() }
}

function plan(outstanding: number, seconds: number): Plan {
  const senders = Math.min(outstanding, SENDERS)
  const pace = { kind: "closed", outstanding: outstanding / senders } as const
  return { seconds, wording: CHAT_WORDING, until: "answered", senders, pace }
}

function table(found: Found): Table {
  const columns = [
    "",
    "outstanding",
    "messages/s",
    "× disk",
    "ack p50 ms",
    "ack p99 ms",
    "loop delay p99 ms",
  ]
  const rows = contestants.flatMap(({ name }) =>
    [...found].map(([outstanding, rounds]) => {
      const of = (pick: (sample: Durable) => number) => figure(medianOf(rounds, name, pick))
      return [
        name,
        String(outstanding),
        of((sample) => sample.messages),
        of(toDisk),
        of((sample) => sample.p50),
        of((sample) => sample.p99),
        of(delayP99),
      ]
    }),
  )
  const samples = [...(found.get(1)?.values() ?? [])].flat()
  const disk = figure(median(samples.map((sample) => sample.disk)))
  return { title: `The disk alone: ${disk} fdatasyncs a second`, columns, rows }
}

const toDisk = ({ messages, disk }: Durable) => messages / disk
const delayP99 = ({ delay }: Durable) => delay?.p99 ?? Number.NaN

function goals(found: Found): Goal[] {
  const at = (outstanding: number): Rounds<Durable> => found.get(outstanding) ?? new Map()
  return [confabRaw.name, confabTrpc.name].flatMap((name) => {
    const toSingle = ratioOf(at(100), [name, wsLoopStored.name], ({ messages }) => messages)
    return [
      {
        what: `durable messages/s, 1 outstanding: ${name} / disk`,
        measured: medianOf(at(1), name, toDisk),
        ...atLeast(0.8),
      },
      {
        what: `durable messages/s, 100 outstanding: ${name} / one transaction a message`,
        measured: toSingle,
        ...atLeast(4),
      },
      {
        what: `main-loop delay p99 with the writer saturated: ${name}`,
        measured: medianOf(at(SATURATED), name, delayP99),
        ...atMost(5, "ms"),
      },
    ]
  })
}
