import { setTimeout as wait } from "node:timers/promises"
import { measureLag } from "../cluster/lag.ts"
import { type Nodes, startNodes } from "../cluster/nodes.ts"
import {
  contestants,
  type Found,
  goalsOf,
  type Lag,
  MEMBERS,
  tablesOf,
  type Unheard,
} from "../cluster/results.ts"
import { figure } from "../measure/report.ts"
import { addRound, percentile } from "../measure/stats.ts"
import { delivering } from "./plans.ts"
import { type Options, type Scenario, tell } from "./scenario.ts"

const PER_SECOND = 40
const OUTSTANDING = 20

const { ONE, TWO, BUS, UNHEARD } = contestants

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
    const found: Found = { shared: new Map(), lags: new Map(), unheard: new Map() }
    try {
      for (let round = 1; round <= rounds; round++) {
        const options = { rounds: round, seconds }
        // First, because a node listens for a while to a room that its people have left.
        addRound(found.unheard, UNHEARD, await unheardIn(nodes, options))
        addRound(found.shared, ONE, await sharedBy(nodes, "first", options))
        addRound(found.shared, TWO, await sharedBy(nodes, "both", options))
        addRound(found.lags, BUS, await lagIn(nodes, options))
      }
    } finally {
      await nodes.stop()
    }
    return { tables: tablesOf(found), goals: goalsOf(found) }
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

async function lagIn({ nodes, rooms }: Nodes, { rounds: round, seconds }: Options): Promise<Lag> {
  const servers: Parameters<typeof measureLag>[0]["servers"] = [nodes[0].address, nodes[1].address]
  const asked = { servers, roomId: rooms.both, seconds, perSecond: PER_SECOND }
  const lag = await measureLag(asked)
  tell(`round ${round}, ${BUS}: the bus adds ${percentile(lag.added, 0.5).toFixed(2)} ms`)
  return lag
}

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
