/**
 * Shows that the tests can fail: puts one bug after the other into a copy of Confab, each the breach of one promise, and
 * looks whether the test that ought to notice does. `node tests/mutants/run.ts [name…]` ends with exit code 0 only when all were noticed.
 */
import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { transformWithOxc } from "vite"
import { appMutants } from "./app.ts"
import { boundsMutants } from "./bounds.ts"
import { clusterMutants } from "./cluster.ts"
import { type Copy, copyConfab, type Report } from "./copy.ts"
import { coreMutants } from "./core.ts"
import { deliveryMutants } from "./delivery.ts"
import { doorsMutants } from "./doors.ts"
import { movingMutants } from "./moving.ts"
import type { Mutant } from "./mutant.ts"
import { storeMutants } from "./store.ts"
import { streamsMutants } from "./streams.ts"
import { trpcMutants } from "./trpc.ts"

type Verdict = { word: "red" | "GREEN" | "STALE"; why: string }

const stopping = new AbortController()
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort())

const names = process.argv.slice(2)
const mutants = [
  storeMutants,
  movingMutants,
  coreMutants,
  deliveryMutants,
  doorsMutants,
  trpcMutants,
  streamsMutants,
  boundsMutants,
  clusterMutants,
  appMutants,
].flat()
const chosen = mutants.filter(({ name }) => names.length === 0 || names.includes(name))
const noticed = await noticedIn(chosen).catch(unlessStopped)
say(`${chosen.length} seeded bugs, ${noticed} noticed`)
process.exitCode = noticed > 0 && noticed === chosen.length ? 0 : 1

async function noticedIn(chosen: Mutant[]): Promise<number> {
  await using copy = await copyConfab(stopping.signal)
  // A test that fails anyway notices nothing.
  const unharmed = await copy.test(chosen.map(({ noticedBy }) => noticedBy))
  if (!unharmed.success) {
    say(`without any bug a test fails: ${failureIn(unharmed)}`)
    return 0
  }
  let noticed = 0
  for (const mutant of chosen) {
    const began = performance.now()
    const { word, why } = await judge(mutant, copy)
    const seconds = ((performance.now() - began) / 1_000).toFixed(1)
    say(`${word.padEnd(5)}  ${mutant.name}  (${why})  ${seconds} s`)
    if (word === "red") noticed++
  }
  return noticed
}

async function judge(mutant: Mutant, copy: Copy): Promise<Verdict> {
  const { file, find, replace } = mutant
  const path = join(copy.path, file)
  const whole = await readFile(path, "utf8")
  const parts = whole.split(find)
  if (parts.length !== 2) return { word: "STALE", why: `${file} has not once: ${find}` }
  try {
    await writeFile(path, parts.join(replace))
    const problem = await problemWith(path)
    return problem ? { word: "STALE", why: problem } : await verdictOn(mutant, copy)
  } finally {
    await writeFile(path, whole)
  }
}

async function verdictOn({ noticedBy, breaks }: Mutant, copy: Copy): Promise<Verdict> {
  const report = await copy.test([noticedBy])
  if (report.success) return { word: "GREEN", why: `nobody misses that ${breaks}` }
  const failed = failedIn(report)
  return failed ? { word: "red", why: failed } : { word: "STALE", why: failureIn(report) }
}

/** A file that is no TypeScript any more fails every test, and shows nothing. */
async function problemWith(path: string): Promise<string | null> {
  try {
    await transformWithOxc(await readFile(path, "utf8"), path)
    return null
  } catch (error) {
    return String(error)
  }
}

function failedIn({ testResults }: Report): string | undefined {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  return tests.find(({ status }) => status === "failed")?.fullName
}

function failureIn(report: Report): string {
  const unloaded = report.testResults.find(({ message }) => message !== "")
  return failedIn(report) ?? `a file cannot be loaded: ${unloaded?.message}`
}

function unlessStopped(error: unknown): number {
  if (!stopping.signal.aborted) throw error
  return 0
}

function say(line: string) {
  process.stdout.write(`${line}\n`)
}
