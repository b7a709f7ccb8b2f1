import { atMost, figure } from "../measure/report.ts"
import { medianOf, type Rounds, ratioOf } from "../measure/stats.ts"
import { confabTrpc } from "../peers/contestants.ts"
import { duel } from "./duel.ts"
import { type Crowding, type Match, type Sample, startMatch } from "./match.ts"
import { delivering } from "./plans.ts"
import type { Scenario } from "./scenario.ts"

const SOME_MEMBERS = "1 room × 1,000"
const MANY_MEMBERS = "1 room × 10,000"
const SOME_ROOMS = "10 rooms × 100"
const MANY_ROOMS = "10 rooms × 100 of 10,000"

const crowdings: Record<string, Crowding> = {
  [SOME_MEMBERS]: { rooms: 1, members: 1_000, senders: 1 },
  [MANY_MEMBERS]: { rooms: 1, members: 10_000, senders: 1 },
  [SOME_ROOMS]: { rooms: 10, members: 100, senders: 1 },
  [MANY_ROOMS]: { rooms: 10, members: 100, senders: 1, quietRooms: 9_990 },
}

const cpu = (sample: Sample) => sample.cpu

export const scale: Scenario = {
  name: "scale",
  about: "server",
  title: "Scale: cost per delivery, tRPC",
  how:
    "One sender in each room, its next message when every member has the last. With 10,000 rooms, the same 10 are busy " +
    "and in each of the others one connection listens.",

  async run(options) {
    const matches: Match[] = []
    for (const [name, crowding] of Object.entries(crowdings))
      matches.push(await startMatch({ ...confabTrpc, name }, crowding))
    const plan = delivering(options.seconds, { kind: "closed", outstanding: 1 })
    const [rounds] = await duel(matches, [plan], options)
    const rows = Object.keys(crowdings).map((name) => [
      name,
      figure(medianOf(rounds, name, cpu)),
      figure(medianOf(rounds, name, (sample) => sample.deliveries)),
      figure(medianOf(rounds, name, (sample) => sample.p99)),
    ])
    const columns = ["", "CPU s / million deliveries", "deliveries/s", "p99 ms"]
    return { tables: [{ title: "Confab tRPC", columns, rows }], goals: goals(rounds) }
  },
}

const goals = (rounds: Rounds<Sample>) => [
  {
    what: "CPU per delivery, 10,000 members / 1,000",
    measured: ratioOf(rounds, [MANY_MEMBERS, SOME_MEMBERS], cpu),
    ...atMost(1.15),
  },
  {
    what: "CPU per delivery, 10,000 rooms / 10",
    measured: ratioOf(rounds, [MANY_ROOMS, SOME_ROOMS], cpu),
    ...atMost(1.15),
  },
]
