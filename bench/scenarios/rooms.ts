import { atLeast, figure } from "../measure/report.ts"
import { medianOf, type Rounds, ratioOf } from "../measure/stats.ts"
import { confabRaw, confabTrpc, socketIoStored, wsLoop } from "../peers/contestants.ts"
import { duel, startMatches } from "./duel.ts"
import type { Sample } from "./match.ts"
import { delivering } from "./plans.ts"
import type { Scenario } from "./scenario.ts"

const perSecond = (sample: Sample) => sample.messages

export const rooms: Scenario = {
  name: "rooms",
  about: "server",
  title: "Many rooms: 1,000 × 5, closed loop",
  how:
    "One sender in each room, its next message when all five have the last. The server has one core. Confab and " +
    "Socket.IO with SQLite make every message durable, the latter in a transaction of its own; the loop keeps nothing.",

  async run(options) {
    const contestants = [confabRaw, confabTrpc, wsLoop, socketIoStored]
    const matches = await startMatches(contestants, { rooms: 1_000, members: 5, senders: 1 })
    const plan = delivering(options.seconds, { kind: "closed", outstanding: 1 })
    const [rounds] = await duel(matches, [plan], options)
    const columns = [
      "",
      "messages/s",
      "× ws.send loop",
      "CPU s / million deliveries",
      "p50 ms",
      "p99 ms",
    ]
    const rows = contestants.map(({ name }) => [
      name,
      figure(medianOf(rounds, name, perSecond)),
      figure(ratioOf(rounds, [name, wsLoop.name], perSecond)),
      figure(medianOf(rounds, name, (sample) => sample.cpu)),
      figure(medianOf(rounds, name, (sample) => sample.p50)),
      figure(medianOf(rounds, name, (sample) => sample.p99)),
    ])
    return { tables: [{ title: "On one core", columns, rows }], goals: goals(rounds) }
  },
}

const goals = (rounds: Rounds<Sample>) =>
  [confabRaw.name, confabTrpc.name].flatMap((name) => {
    const to = (other: string) => ratioOf(rounds, [name, other], perSecond)
    const what = `1,000 rooms × 5, messages/s: ${name}`
    return [
      { what: `${what} / ws.send loop`, measured: to(wsLoop.name), ...atLeast(0.8) },
      { what: `${what} / Socket.IO with SQLite`, measured: to(socketIoStored.name), ...atLeast(2) },
    ]
  })
