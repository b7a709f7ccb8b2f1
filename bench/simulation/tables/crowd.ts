import { figure, megabytes, type Table } from "../../measure/report.ts"
import { type Crowd, runCrowd } from "../cases/crowd.ts"
import type { Costs } from "../costs.ts"

const base: Crowd = {
  listeners: 1_000_000,
  messagesPerSecond: 10,
  windowMillis: 0,
  fanOut: null,
  seconds: 10,
}
const FAN_OUT = 16

const cases: [string, Crowd][] = [
  ["one Redis, at once", base],
  ["one Redis, every 250 ms", { ...base, windowMillis: 250 }],
  ["one Redis, every second", { ...base, windowMillis: 1_000 }],
  ["relays, at once", { ...base, fanOut: FAN_OUT }],
  ["relays, every 250 ms", { ...base, windowMillis: 250, fanOut: FAN_OUT }],
  ["relays, every second", { ...base, windowMillis: 1_000, fanOut: FAN_OUT }],
]

export function crowdTables(costs: Costs): Table[] {
  return [
    {
      title: `A leaf is one core, half busy; a relay tells ${FAN_OUT}`,
      columns: [
        "",
        "listeners a leaf",
        "leaves",
        "relays",
        "hops",
        "most told by one/s",
        "its MB/s",
        "a leaf's MB/s",
        "all MB/s",
        "told p50 ms",
        "p99",
      ],
      rows: cases.map(([name, crowd]) => {
        const one = runCrowd(crowd, costs)
        const bytes = [one.mostBytes, one.leafBytes, one.allBytes].map(megabytes)
        // Redis is no relay of ours.
        const relays = crowd.fanOut === null ? 0 : one.relays
        const counts = [one.perLeaf, one.leaves, relays, one.hops, one.mostPerSecond]
        return [name, ...counts.map(figure), ...bytes, figure(one.p50), figure(one.p99)]
      }),
    },
  ]
}
