/**
 * Proves what matters most in a few minutes; with --fast all of that but the browser tests; with --rest the slow tests
 * that it leaves out, in browsers and out of them; with --long the faults in their full length, every browser test, and that seeded bugs are noticed.
 * Ends with the line `N passed, N failed, N skipped` and exit code 0 only when every stage did its work and found nothing
 * wrong.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { ended, root, start, tool } from "./tools.mjs"

const MINUTE_MS = 60_000
const fast = process.argv.includes("--fast")
const long = process.argv.includes("--long")
const rest = process.argv.includes("--rest")
const isBrowserless = process.argv.includes("--no-browser")
const STAGE_MS_MAX = (long ? 120 : 25) * MINUTE_MS

const unitReport = "test-results/unit.json"
const browserReport = "test-results/browser.json"

const checks = [
  { name: "types", args: tool("tsc", "-p", ".") },
  { name: "lint", args: tool("biome", "check", "--error-on-warnings", ".") },
  { name: "dead code", args: tool("knip", "--no-progress", "--treat-config-hints-as-errors") },
]
const unit = {
  name: long ? "faults and abuse, in full" : "unit tests",
  args: tool(
    "vitest",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${unitReport}`,
    ...(long ? ["tests/faults", "tests/abuse"] : []),
    ...(rest ? ["--project=server"] : []),
  ),
  env: long ? { LONG: "on" } : { TESTS: rest ? "rest" : "most" },
  count: () => vitestCounts(report(unitReport)),
}
const seeded = { name: "seeded bugs", args: ["tests/mutants/run.ts"], shown: true }
const browser = {
  name: "browser tests",
  args: tool("playwright", "test", "--reporter=list,json"),
  env: {
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(root, browserReport),
    ...(long && { LONG: "on" }),
    ...(rest && { TESTS: "rest" }),
  },
  count: () => playwrightCounts(report(browserReport)),
}

// Every test opens a store, whose threads load the same modules anew: faster with their compiled code at hand.
const compiled = { NODE_COMPILE_CACHE: join(root, "node_modules/.cache/compiled") }

const stages = stagesAsked()
const began = performance.now()
rmSync(join(root, "test-results"), { recursive: true, force: true })
mkdirSync(join(root, "test-results"))

const results = rest ? [] : await Promise.all(checks.map(run))
for (const stage of stages) results.push(await run(stage))
conclude()

/** What follows the checks. */
function stagesAsked() {
  if (long) return [unit, browser, seeded]
  if (rest) return isBrowserless ? [unit] : [unit, browser]
  return fast ? [unit] : [unit, browser]
}

async function run({ name, args, env, count, shown }) {
  const started = performance.now()
  const child = start(args, {
    env: { ...process.env, ...compiled, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: STAGE_MS_MAX,
  })
  const output = []
  child.stdout.on("data", (chunk) => output.push(chunk))
  child.stderr.on("data", (chunk) => output.push(chunk))
  const code = await ended(child)
  const counts = count?.()
  // A runner that found no test to run, or died before its report, has proved nothing.
  const ok = code === 0 && (!count || (counts?.passed > 0 && counts.failed === 0))
  console.log(`${ok ? "ok    " : "FAILED"}  ${name}  ${seconds(started)}`)
  if (shown || !ok) console.log(Buffer.concat(output).toString())
  for (const title of counts?.unsteady ?? [])
    console.log(`        only at the second try: ${title}`)
  return { name, ok, counts }
}

function conclude() {
  if (long) console.table(figures())
  const failed = results.filter(({ ok }) => !ok).map(({ name }) => name)
  const sum = (kind) => results.reduce((total, { counts }) => total + (counts?.[kind] ?? 0), 0)
  console.log(
    failed.length ? `\nFailed: ${failed.join(", ")}` : `\nAll is well after ${seconds(began)}.`,
  )
  console.log(`${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`)
  process.exitCode = failed.length ? 1 : 0
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

/** What the tests themselves measured. */
function figures() {
  const path = join(root, "test-results/figures.jsonl")
  if (!existsSync(path)) return []
  const lines = readFileSync(path, "utf8").trim().split("\n")
  return lines.map((line) => JSON.parse(line))
}

function report(path) {
  return existsSync(join(root, path))
    ? JSON.parse(readFileSync(join(root, path), "utf8"))
    : undefined
}

/** A file that could not be loaded counts as one failed test. */
function vitestCounts(report) {
  if (!report) return
  const unloaded = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

function playwrightCounts(report) {
  if (!report) return
  const { expected, flaky, unexpected, skipped } = report.stats
  const unsteady = report.suites.flatMap(unsteadyIn)
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped, unsteady }
}

/** The titles of those that failed first and then did not. */
function unsteadyIn({ suites = [], specs = [] }) {
  const flaky = specs.filter(({ tests }) => tests.some(({ status }) => status === "flaky"))
  return [...flaky.map(({ title }) => title), ...suites.flatMap(unsteadyIn)]
}
