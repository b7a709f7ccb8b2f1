import { setTimeout as sleep } from "node:timers/promises"
import type { Gathering } from "../load/crowd.ts"
import { atMost, figure } from "../measure/report.ts"
import { addRound, medianOf, type Rounds, ratioOf } from "../measure/stats.ts"
import { confabRaw, confabTrpc, socketIo, stockTrpc, wsLoop } from "../peers/contestants.ts"
import { startLoad } from "../processes/load.ts"
import { type Contestant, startServer } from "../processes/server.ts"
import { gatheringOf } from "./match.ts"
import { type Scenario, tell } from "./scenario.ts"

const ROOMS = 1_000
const MEMBERS = 10
const CONNECTIONS = ROOMS * MEMBERS
/** Joins are told, timers run out, buffers shrink. */
const SETTLE_MS = 2_000

type Names = Gathering["names"]
/** Kilobytes a connection: as it settles, and what stays when the garbage is collected. */
type Idle = { resident: number; retained: number }

const unseen = { ...confabTrpc, name: "Confab tRPC, reading unseen" }
const contestants: [Contestant, Names][] = [
  [confabTrpc, "own"],
  [unseen, "none"],
  [confabRaw, "own"],
  [stockTrpc, "own"],
  [socketIo, "own"],
  [wsLoop, "own"],
]

const retained = (sample: Idle) => sample.retained

export const idle: Scenario = {
  name: "idle",
  about: "server",
  title: "Memory: 10,000 idle connections",
  how:
    "Each with one subscription, ten to a room, each a person of its own name (for Confab, which knows who is there, " +
    "also without). Growth of the server's RSS divided by the connections: two seconds after the last one entered, and " +
    "after a garbage collection, which the goals take.",

  async run({ rounds: count }) {
    const rounds: Rounds<Idle> = new Map()
    for (let round = 1; round <= count; round++)
      // All at the same time: what they do to each other's pace does not show in their memory.
      await Promise.all(contestants.map((contestant) => measureInto(rounds, contestant)))
    const rows = contestants.map(([{ name }]) => [
      name,
      figure(medianOf(rounds, name, (sample) => sample.resident)),
      figure(medianOf(rounds, name, retained)),
    ])
    const columns = ["", "KB, settled", "KB, collected"]
    return { tables: [{ title: "RSS a connection", columns, rows }], goals: goals(rounds) }
  },
}

async function measureInto(rounds: Rounds<Idle>, [contestant, names]: [Contestant, Names]) {
  const sample = await measure(contestant, names)
  tell(`${contestant.name}: ${figure(sample.retained)} KB a connection`)
  addRound(rounds, contestant.name, sample)
}

async function measure(contestant: Contestant, names: Names): Promise<Idle> {
  const server = await startServer(contestant, ROOMS)
  const before = await server.retainedBytes()
  const crowd = { members: MEMBERS, senders: 0, names }
  const load = await startLoad(gatheringOf(server, server.roomIds, crowd))
  await sleep(SETTLE_MS)
  const perConnection = (bytes: number) => (bytes - before) / CONNECTIONS / 1000
  const resident = perConnection(server.rssBytes())
  const retained = perConnection(await server.retainedBytes())
  await load.stop()
  await server.stop()
  return { resident, retained }
}

function goals(rounds: Rounds<Idle>) {
  const to = (other: Contestant) => ratioOf(rounds, [confabTrpc.name, other.name], retained)
  const what = "RSS an idle tRPC connection"
  return [
    { what, measured: medianOf(rounds, confabTrpc.name, retained), ...atMost(10, "KB") },
    { what: `${what} / stock tRPC`, measured: to(stockTrpc), ...atMost(0.45) },
    { what: `${what} / Socket.IO`, measured: to(socketIo), ...atMost(0.55) },
  ]
}
