import { figure, type Table } from "../../measure/report.ts"
import { type Regions, runRegions } from "../cases/regions.ts"
import type { Costs } from "../costs.ts"

/** Round trips as they are between such places, give or take; nothing here has measured them. */
const base: Regions = {
  names: ["Europe", "America", "Asia"],
  roundTrips: [
    [0.5, 90, 230],
    [90, 0.5, 170],
    [230, 170, 0.5],
  ],
  nodes: 4,
  sendsPerSecond: 1_000,
  writing: "from afar",
  homeShare: 0.8,
  seconds: 10,
}

const ways: Regions["writing"][] = ["from afar", "by the writer", "at home"]

export function regionTables(costs: Costs): Table[] {
  return [
    {
      title: "Europe writes, or, at home, every region the rooms of which most people are there",
      columns: ["stored", "region", "answered p50 ms", "p99", "hears p50 ms", "p99"],
      rows: ways.flatMap((writing) =>
        runRegions({ ...base, writing }, costs).map(({ name, ...times }) => [
          writing,
          name,
          ...Object.values(times).map(figure),
        ]),
      ),
    },
  ]
}
