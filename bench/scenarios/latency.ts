import { atMost, figure } from "../measure/report.ts"
import { medianOf, type Rounds, ratioOf } from "../measure/stats.ts"
import { confabRaw, confabTrpc, socketIo, stockTrpc, wsLoop } from "../peers/contestants.ts"
import { duel, startMatches } from "./duel.ts"
import type { Sample } from "./match.ts"
import { delivering } from "./plans.ts"
import type { Scenario } from "./scenario.ts"

/** A p99 needs a hundred messages at the very least. */
const WINDOWS = 3
const PER_SECOND = 20

const p99 = (sample: Sample) => sample.p99

export const latency: Scenario = {
  name: "latency",
  about: "server",
  title: "Latency: message to the last of 1,000 members",
  how:
    "20 messages a second whatever comes back, by ten senders in turn, from the stamp in the content to the last member. " +
    "The server has one core; reading 1,000 sockets on the other is in every figure. Only Confab stores them.",

  async run(options) {
    const contestants = [confabRaw, confabTrpc, wsLoop, socketIo, stockTrpc]
    const matches = await startMatches(contestants, { rooms: 1, members: 1_000, senders: 10 })
    const pace = { kind: "steady", perSecond: PER_SECOND } as const
    const [rounds] = await duel(matches, [delivering(options.seconds * WINDOWS, pace)], options)
    const columns = ["", "p50 ms", "p99 ms", "p99 × ws.send loop"]
    const rows = contestants.map(({ name }) => [
      name,
      figure(medianOf(rounds, name, (sample) => sample.p50)),
      figure(medianOf(rounds, name, p99)),
      figure(ratioOf(rounds, [name, wsLoop.name], p99)),
    ])
    const title = `${PER_SECOND} messages a second`
    return { tables: [{ title, columns, rows }], goals: goals(rounds) }
  },
}

function goals(rounds: Rounds<Sample>) {
  const trpcTo = (name: string) => ratioOf(rounds, [confabTrpc.name, name], p99)
  const rawToLoop = ratioOf(rounds, [confabRaw.name, wsLoop.name], p99)
  const what = "p99 to the last of 1,000:"
  return [
    { what: `${what} tRPC / ws.send loop`, measured: trpcTo(wsLoop.name), ...atMost(0.8) },
    { what: `${what} raw / ws.send loop`, measured: rawToLoop, ...atMost(0.8) },
    { what: `${what} tRPC / stock tRPC`, measured: trpcTo(stockTrpc.name), ...atMost(1 / 6) },
  ]
}
