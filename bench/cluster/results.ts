/** What the rounds of two nodes against one come to. */
import { atLeast, atMost, figure } from "../measure/report.ts"
import { median, medianOf, percentile, type Rounds } from "../measure/stats.ts"
import type { Sample } from "./nodes.ts"

export const MEMBERS = 1_000

export const contestants = {
  ONE: "one node",
  TWO: "two nodes, half of the people at each",
  BUS: "one at each node",
  UNHEARD: "everybody at the first node",
}
const { ONE, TWO, BUS, UNHEARD } = contestants

export type Lag = { here: number[]; added: number[] }

/** CPU µs a message, at the node where it is said and at the other, less what that one takes in silence. */
export type Unheard = { perSecond: number; here: number; there: number }

export type Found = { shared: Rounds<Sample>; lags: Rounds<Lag>; unheard: Rounds<Unheard> }

export const tablesOf = ({ shared, lags, unheard }: Found) => [
  sharedTable(shared),
  lagTable(lags),
  unheardTable(unheard),
]

export const goalsOf = ({ shared, lags, unheard }: Found) => [
  {
    what: "1 room × 1,000, deliveries/s with a core each: two nodes / one",
    measured: capacityRatio(shared, TWO),
    ...atLeast(1.7),
  },
  { what: "what the bus adds, p50", measured: medianOf(lags, BUS, addedBy), ...atMost(3, "ms") },
  {
    what: "CPU of a node without listeners, a message",
    measured: medianOf(unheard, UNHEARD, ({ there }) => there),
    ...atMost(5, "µs"),
  },
]

/** The node that only runs along is not counted. */
const nodesOf = (name: string) => (name === ONE ? 1 : 2)
const cpuOf = (name: string, { cpu }: Sample) => (name === ONE ? cpu[0] : cpu[0] + cpu[1])
const capacityOf = (name: string) => (sample: Sample) =>
  (sample.deliveries * nodesOf(name)) / cpuOf(name, sample)

/** By round, as what disturbs a round disturbs both. */
function capacityRatio(rounds: Rounds<Sample>, name: string) {
  const ones = rounds.get(ONE) ?? []
  const own = rounds.get(name) ?? []
  return median(
    own.flatMap((sample, n) =>
      ones.slice(n, n + 1).map((one) => capacityOf(name)(sample) / capacityOf(ONE)(one)),
    ),
  )
}

const addedBy = ({ added }: Lag) => percentile(added, 0.5)

function sharedTable(rounds: Rounds<Sample>) {
  const columns = [
    "",
    "deliveries/s, a core each",
    "× one node",
    "CPU s / million",
    "of the busier node",
  ]
  const rows = [ONE, TWO].map((name) => {
    const perMillion = (pick: (sample: Sample) => number) =>
      figure(medianOf(rounds, name, (sample) => (pick(sample) / sample.deliveries) * 1e6))
    return [
      name,
      figure(medianOf(rounds, name, capacityOf(name))),
      figure(capacityRatio(rounds, name)),
      perMillion((sample) => cpuOf(name, sample)),
      perMillion(({ cpu }) => Math.max(...cpu)),
    ]
  })
  return { title: `1 room × ${MEMBERS}`, columns, rows }
}

function lagTable(rounds: Rounds<Lag>) {
  const columns = ["", "p50 ms", "p99 ms"]
  const row = (name: string, pick: (lag: Lag) => number[]) => [
    name,
    ...[0.5, 0.99].map((share) =>
      figure(medianOf(rounds, BUS, (lag) => percentile(pick(lag), share))),
    ),
  ]
  const rows = [
    row("said and heard at the same node", ({ here }) => here),
    row("from then until heard at the other", ({ added }) => added),
  ]
  return { title: BUS, columns, rows }
}

function unheardTable(rounds: Rounds<Unheard>) {
  const columns = ["", "messages/s", "CPU µs a message, there", "at the other node"]
  const of = (pick: (found: Unheard) => number) => figure(medianOf(rounds, UNHEARD, pick))
  const row = [UNHEARD, of((one) => one.perSecond), of((one) => one.here), of((one) => one.there)]
  return { title: "A node without listeners", columns, rows: [row] }
}
