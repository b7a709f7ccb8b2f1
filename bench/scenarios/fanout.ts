import { atLeast, atMost, figure, megabytes, type Table } from "../measure/report.ts"
import { medianOf, type Rounds, ratioOf } from "../measure/stats.ts"
import {
  C_FLOOR,
  confabRaw,
  confabTrpc,
  floors,
  socketIo,
  stockTrpc,
  wsLoop,
} from "../peers/contestants.ts"
import { duel, startMatches } from "./duel.ts"
import type { Sample } from "./match.ts"
import { delivering } from "./plans.ts"
import type { Scenario } from "./scenario.ts"

const MEMBERS = 1_000
const BURST = 10

export const fanout: Scenario = {
  name: "fanout",
  about: "server",
  title: "Fan-out: CPU per delivery, 1 room × 1,000",
  how:
    "One sender; the next message, or burst of 10 sent at once, goes out when every member has the last. CPU is the " +
    "server's, all threads, user and kernel, per million deliveries. Confab stores every message, the others none.",

  async run(options) {
    const contestants = [confabRaw, confabTrpc, stockTrpc, socketIo, wsLoop, ...floors()]
    const matches = await startMatches(contestants, { rooms: 1, members: MEMBERS, senders: 1 })
    const one = delivering(options.seconds, { kind: "closed", outstanding: 1 })
    const ten = delivering(options.seconds, { kind: "bursts", messages: BURST })
    const [single, bursts] = await duel(matches, [one, ten], options)
    return {
      tables: [table("One message a flush", single), table("Bursts of 10 a flush", bursts)],
      goals: [...singleGoals(single), ...burstGoals(bursts)],
    }
  },
}

const cpu = (sample: Sample) => sample.cpu

function singleGoals(rounds: Rounds<Sample>) {
  const trpcTo = (other: string) => ratioOf(rounds, [confabTrpc.name, other], cpu)
  const rawToFloor = ratioOf(rounds, [confabRaw.name, C_FLOOR], cpu)
  const flush = "one a flush, CPU per delivery:"
  return [
    { what: `${flush} tRPC / C floor`, measured: trpcTo(C_FLOOR), ...atMost(1.35) },
    { what: `${flush} tRPC / stock tRPC`, measured: trpcTo(stockTrpc.name), ...atMost(0.27) },
    { what: `${flush} tRPC / Socket.IO`, measured: trpcTo(socketIo.name), ...atMost(0.75) },
    { what: `${flush} raw / C floor`, measured: rawToFloor, ...atMost(1.3) },
  ]
}

function burstGoals(rounds: Rounds<Sample>) {
  const toTrpc = (other: string) => ratioOf(rounds, [other, confabTrpc.name], cpu)
  const toFloor = ratioOf(rounds, [confabTrpc.name, C_FLOOR], cpu)
  const flush = "10 a flush, CPU per delivery:"
  return [
    { what: `${flush} tRPC / C floor`, measured: toFloor, ...atMost(1.6) },
    { what: `${flush} stock tRPC / tRPC`, measured: toTrpc(stockTrpc.name), ...atLeast(17) },
    { what: `${flush} Socket.IO / tRPC`, measured: toTrpc(socketIo.name), ...atLeast(4) },
  ]
}

function table(title: string, rounds: Rounds<Sample>): Table {
  const columns = [
    "",
    "CPU s / million",
    "of it kernel",
    "× C floor",
    "deliveries/s",
    "p50 ms",
    "p99 ms",
    "RSS MB",
  ]
  const rows = [...rounds.keys()].map((name) => {
    const of = (pick: (sample: Sample) => number) => figure(medianOf(rounds, name, pick))
    return [
      name,
      of(cpu),
      of((sample) => sample.kernelCpu),
      figure(ratioOf(rounds, [name, C_FLOOR], cpu)),
      of((sample) => sample.deliveries),
      of((sample) => sample.p50),
      of((sample) => sample.p99),
      megabytes(medianOf(rounds, name, (sample) => sample.rssBytes)),
    ]
  })
  return { title, columns, rows }
}
