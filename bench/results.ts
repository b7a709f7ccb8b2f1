import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { bench } from "./processes/folders.ts"
import type { Scenario } from "./scenarios/scenario.ts"

const path = join(bench, "README.md")

/** Replaces what README.md keeps of the last run about this. */
export function writeResults(about: Scenario["about"], parts: string[]) {
  const [begin, end] = [`<!-- results: ${about} -->`, `<!-- /results: ${about} -->`]
  const text = readFileSync(path, "utf8")
  const [before, after] = [text.indexOf(begin), text.indexOf(end)]
  if (before === -1 || after < before) throw new Error(`${path} has lost its marks for the results`)
  const kept = [text.slice(0, before + begin.length), ...parts, text.slice(after)]
  writeFileSync(path, kept.join("\n\n"))
}
