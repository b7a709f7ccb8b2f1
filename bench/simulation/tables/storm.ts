import { figure, type Table } from "../../measure/report.ts"
import { runStorm, type Storm } from "../cases/storm.ts"
import type { Costs } from "../costs.ts"

const base: Storm = {
  people: 1_000_000,
  rooms: 100_000,
  nodes: 10,
  patienceMillis: null,
  postgresCores: 8,
  standsFor: 10,
}

const cases: [string, Storm][] = [
  ["nobody turned away", base],
  ["turned away beyond 2 s", { ...base, patienceMillis: 2_000 }],
  ["40 nodes, beyond 2 s", { ...base, nodes: 40, patienceMillis: 2_000 }],
  ["one node of ten lost", { ...base, people: 100_000, nodes: 9, patienceMillis: 2_000 }],
]

export function stormTables(costs: Costs): Table[] {
  return [
    {
      title: "Until everybody is back, Postgres having eight cores",
      columns: [
        "",
        "attempts",
        "turned away",
        "logs read",
        "Postgres CPU s",
        "a node's CPU s",
        "back p50 s",
        "p99",
        "last",
      ],
      rows: cases.map(([name, storm]) => {
        const one = runStorm(storm, costs)
        const counts = [one.attempts, one.refusals, one.replays]
        const times = [one.postgresSeconds, one.nodeBusy, one.p50, one.p99, one.last]
        return [name, ...[...counts, ...times].map(figure)]
      }),
    },
  ]
}
