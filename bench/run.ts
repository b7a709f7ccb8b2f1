/** `npm run bench [-- NAME… --rounds=3 --seconds=2 --write]`: measures, prints tables, keeps them in README.md if asked. */
import { parseArgs } from "node:util"
import { checkMachine } from "./check.ts"
import { machine } from "./measure/machine.ts"
import { goalsMarkdown, type Report, reportMarkdown } from "./measure/report.ts"
import { writeResults } from "./results.ts"
import type { Scenario } from "./scenarios/scenario.ts"
import { scenarios } from "./scenarios/scenarios.ts"

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "2" },
    write: { type: "boolean", default: false },
  },
})
const options = { rounds: Number(values.rounds), seconds: Number(values.seconds) }
const known = scenarios.map(({ name }) => name)
const unknown = positionals.filter((name) => !known.includes(name))
if (unknown.length > 0) stop(`no ${unknown.join(", ")}; there is: ${known.join(" ")}`)
if (!(options.rounds >= 1 && options.seconds > 0)) stop("--rounds and --seconds are numbers")
checkMachine()
// By way of "exit", which ends what was started.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1))

const chosen = scenarios.filter(
  ({ name }) => positionals.length === 0 || positionals.includes(name),
)
const reports: (Report & Pick<Scenario, "about">)[] = []
for (const scenario of chosen) {
  console.error(`${scenario.name}: ${scenario.title}`)
  const began = performance.now()
  const report = { ...scenario, ...(await scenario.run(options)) }
  console.error(`  took ${Math.round((performance.now() - began) / 1000)} s`)
  console.log(`\n${reportMarkdown(report)}`)
  reports.push(report)
}

const command = ["npm run bench --", ...process.argv.slice(2)].join(" ")
const origin = `${new Date().toISOString().slice(0, 10)} · ${machine()} · \`${command}\``
for (const [about, found] of Map.groupBy(reports, (report) => report.about)) {
  const goals = goalsMarkdown(found.flatMap((report) => report.goals))
  console.log(`\n${goals}\n\n${origin}`)
  if (values.write) writeResults(about, [origin, goals, ...found.map(reportMarkdown)])
}
process.exit(0)

function stop(message: string): never {
  console.error(message)
  process.exit(1)
}
