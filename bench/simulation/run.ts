/**
 * `node bench/simulation/run.ts [cluster crowd presence regions storm]`: what Confab would need for more than one machine can do.
 * Costs are measured, the rest is arithmetic with waiting; the same figures come out every time. Tables go to standard
 * output; docs/decisions/0016-past-one-postgres-and-one-redis.md says what follows.
 */
import { type Report, reportMarkdown } from "../measure/report.ts"
import { type Costs, readCosts } from "./costs.ts"
import measured from "./measured.json" with { type: "json" }
import { clusterTables } from "./tables/cluster.ts"
import { crowdTables } from "./tables/crowd.ts"
import { presenceTables } from "./tables/presence.ts"
import { regionTables } from "./tables/regions.ts"
import { stormTables } from "./tables/storm.ts"

type Case = Pick<Report, "title" | "how"> & { tables: (costs: Costs) => Report["tables"] }

const cases: Record<string, Case> = {
  cluster: {
    title: "1 M people in 100 k rooms",
    how: "10,000 messages a second, everybody at any node, in a room of about ten.",
    tables: clusterTables,
  },
  crowd: {
    title: "One room of 1 M listeners",
    how: "10 messages a second.",
    tables: crowdTables,
  },
  presence: {
    title: "Who comes and goes in one room, told to all",
    how: "As joins and leaves are told in rooms of any size.",
    tables: presenceTables,
  },
  regions: {
    title: "Three regions",
    how: "1,000 messages a second, a third from each, four nodes in each. Four of five people of a room are where it is at home.",
    tables: regionTables,
  },
  storm: {
    title: "1 M come back at once",
    how: "With the app's own waiting: up to 500 ms at first, up to 30 s in the end.",
    tables: stormTables,
  },
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in cases))
if (unknown.length > 0) {
  console.error(`no ${unknown.join(", ")}; there is: ${Object.keys(cases).join(" ")}`)
  process.exit(1)
}
const costs = readCosts()
for (const [name, { tables, ...about }] of Object.entries(cases))
  if (asked.length === 0 || asked.includes(name))
    console.log(`${reportMarkdown({ ...about, tables: tables(costs), goals: [] })}\n`)
console.log(`Measured ${measured.date} on ${measured.machine}`)
