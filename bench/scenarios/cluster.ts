import { setTimeout as wait } from "node:timers/promises"
import { measureLag } from "../cluster/lag.ts"
import { type Nodes, type Sample, startNodes } from "../cluster/nodes.ts"
import { atLeast, atMost, figure } from "../measure/report.ts"
import { addRound, median, medianOf, percentile, type Rounds } from "../measure/stats.ts"
import { delivering } from "./plans.ts"
import { type Options, type Scenario, tell } from "./scenario.ts"

const MEMBERS = 1_000
const PER_SECOND = 40
const OUTSTANDING = 20

const ONE = "one node"
const TWO = "two nodes, half of the people at each"
const BUS = "one at each node"
const UNHEARD = "everybody at the first node"

export const cluster: Scenario = {
  name: "cluster",
  about: "cluster",
  title: "Several nodes: two against one, and what the bus costs",
  how:
    `One room × ${MEMBERS}, ${PER_SECOND} messages a second by two senders, over tRPC; then two people over the raw socket. Two ` +
    "processes, each on a core of its own; Postgres, Redis and the clients take what is left of the same cores, so that " +
    "deliveries a second by the clock say nothing of two nodes. What nodes can deliver is therefore reckoned by their CPU " +
    "time: deliveries by CPU second of all nodes, times the nodes, as if each had its core to itself and an even share.",

  async run({ rounds, seconds }) {
    const nodes = await startNodes()
    const shared: Rounds<Sample> = new Map()
    const lags: Rounds<Lag> = new Map()
    const unheard: Rounds<Unheard> = new Map()
    try {
      for (let round = 1; round <= rounds; round++) {
        const options = { rounds: round, seconds }
        // First, because a node listens for a while to a room that its people have left.
        addRound(unheard, UNHEARD, await unheardIn(nodes, options))
        addRound(shared, ONE, await sharedBy(nodes, "first", options))
        addRound(shared, TWO, await sharedBy(nodes, "both", options))
        addRound(lags, BUS, await lagIn(nodes, options))
      }
    } finally {
      await nodes.stop()
    }
    const tables = [sharedTable(shared), lagTable(lags), unheardTable(unheard)]
    return { tables, goals: goals(shared, lags, unheard) }
  },
}

type Place = "first" | "both"

async function sharedBy(nodes: Nodes, at: Place, { rounds: round, seconds }: Options) {
  const crowd = { dialect: "trpc", members: MEMBERS, senders: 2, roomId: nodes.rooms.both } as const
  const pace = { kind: "steady", perSecond: PER_SECOND } as const
  const sample = await nodes.measure({ ...crowd, at }, delivering(seconds, pace))
  const cpu = sample.cpu.map((seconds) => `${seconds.toFixed(2)} s`).join(" + ")
  tell(`round ${round}, ${at === "both" ? TWO : ONE}: ${cpu} of CPU`)
  return sample
}

type Lag = { here: number[]; added: number[] }

async function lagIn({ nodes, rooms }: Nodes, { rounds: round, seconds }: Options): Promise<Lag> {
  const servers: Parameters<typeof measureLag>[0]["servers"] = [nodes[0].address, nodes[1].address]
  const asked = { servers, roomId: rooms.both, seconds, perSecond: PER_SECOND }
  const lag = await measureLag(asked)
  tell(`round ${round}, ${BUS}: the bus adds ${percentile(lag.added, 0.5).toFixed(2)} ms`)
  return lag
}

/** CPU µs a message, at the node where it is said and at the other, less what that one takes in silence. */
type Unheard = { perSecond: number; here: number; there: number }

async function unheardIn(nodes: Nodes, { rounds: round, seconds }: Options): Promise<Unheard> {
  const crowd = { dialect: "raw", members: 2, senders: 1, roomId: nodes.rooms.own } as const
  const pace = { kind: "closed", outstanding: OUTSTANDING } as const
  const [, before] = nodes.cpu()
  await wait(seconds * 1_000)
  const silence = (nodes.cpu()[1] - before) / seconds
  const sample = await nodes.measure({ ...crowd, at: "first" }, delivering(seconds, pace))
  const { messages, cpu } = sample
  const found = {
    perSecond: messages / sample.seconds,
    here: (cpu[0] / messages) * 1e6,
    // The clock ticks every 10 ms: less than nothing is nothing.
    there: (Math.max(0, cpu[1] - silence * sample.seconds) / messages) * 1e6,
  }
  tell(`round ${round}, ${UNHEARD}: ${figure(found.there)} CPU µs a message at the other`)
  return found
}

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

const goals = (shared: Rounds<Sample>, lags: Rounds<Lag>, unheard: Rounds<Unheard>) => [
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
