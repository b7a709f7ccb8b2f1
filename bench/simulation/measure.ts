/**
 * `node bench/simulation/measure.ts [--rounds=3 --seconds=1 --postgres=URL]`: what one Redis, one Postgres and one more listener cost
 * on this machine, kept in measured.json. Needs `redis-server` in the PATH and a Postgres; the simulation reads the rest
 * from the results in bench/README.md.
 */
import { writeFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { machine } from "../measure/machine.ts"
import { median } from "../measure/stats.ts"
import { measureEntering } from "./measure/entering.ts"
import { measurePostgres } from "./measure/postgres.ts"
import { measureRedis } from "./measure/redis.ts"

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "1" },
    postgres: { type: "string", default: "postgres://postgres@127.0.0.1:5432/test" },
  },
})
const seconds = Number(values.seconds)
const rounds: Record<string, number>[] = []
while (rounds.length < Number(values.rounds)) {
  const redis = await measureRedis(seconds)
  const postgres = await measurePostgres(values.postgres, seconds)
  rounds.push({ ...redis, ...postgres, ...(await measureEntering()) })
}
/** Medians: somebody else may have used the machine in one of them. */
const figures = Object.keys(rounds[0] ?? {}).map((name) => [
  name,
  Number(median(rounds.map((round) => round[name] as number)).toPrecision(3)),
])
const kept = {
  date: new Date().toISOString().slice(0, 10),
  machine: machine(),
  rounds: rounds.length,
  seconds,
  figures: Object.fromEntries(figures),
}
const text = `${JSON.stringify(kept, null, 2)}\n`
writeFileSync(new URL("measured.json", import.meta.url), text)
console.log(text)
process.exit(0)
