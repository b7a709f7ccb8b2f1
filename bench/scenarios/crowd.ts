import { atLeast, figure } from "../measure/report.ts"
import { medianOf, ratioOf } from "../measure/stats.ts"
import { confabRaw, confabTrpc, socketIo, stockTrpc, wsLoop } from "../peers/contestants.ts"
import { duel, startMatches } from "./duel.ts"
import type { Sample } from "./match.ts"
import { delivering } from "./plans.ts"
import type { Scenario } from "./scenario.ts"

const perSecond = (sample: Sample) => sample.deliveries

export const crowd: Scenario = {
  name: "crowd",
  about: "server",
  title: "Durable and fanned out: 1 room × 1,000, closed loop",
  how:
    "10 senders keep 4 messages each on their way: the next goes out when every member has one. The server has one core. " +
    "Confab stores and fsyncs every message before it tells it; the others keep nothing.",

  async run(options) {
    const contestants = [confabRaw, confabTrpc, wsLoop, socketIo, stockTrpc]
    const matches = await startMatches(contestants, { rooms: 1, members: 1_000, senders: 10 })
    const plan = delivering(options.seconds, { kind: "closed", outstanding: 4 })
    const [rounds] = await duel(matches, [plan], options)
    const rows = contestants.map(({ name }) => [
      name,
      figure(medianOf(rounds, name, perSecond)),
      figure(ratioOf(rounds, [name, wsLoop.name], perSecond)),
      figure(medianOf(rounds, name, (sample) => sample.messages)),
      figure(medianOf(rounds, name, (sample) => sample.cpu)),
      figure(medianOf(rounds, name, (sample) => sample.p99)),
    ])
    const toLoop = (name: string) => ratioOf(rounds, [name, wsLoop.name], perSecond)
    const what = "durable, 1 room × 1,000, deliveries/s:"
    return {
      tables: [
        {
          title: "On one core",
          columns: [
            "",
            "deliveries/s",
            "× ws.send loop",
            "messages/s",
            "CPU s / million",
            "p99 ms",
          ],
          rows,
        },
      ],
      goals: [
        { what: `${what} raw / ws.send loop`, measured: toLoop(confabRaw.name), ...atLeast(8) },
        { what: `${what} tRPC / ws.send loop`, measured: toLoop(confabTrpc.name), ...atLeast(6) },
      ],
    }
  },
}
