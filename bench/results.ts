import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { bench } from "./processes/folders.ts"

const path = join(bench, "README.md")
const [BEGIN, END] = ["<!-- results -->", "<!-- /results -->"]

/** Replaces what README.md keeps of the last run. */
export function writeResults(parts: string[]) {
  const text = readFileSync(path, "utf8")
  const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (before === -1 || after < before) throw new Error(`${path} has lost its marks for the results`)
  const kept = [text.slice(0, before + BEGIN.length), ...parts, text.slice(after)]
  writeFileSync(path, kept.join("\n\n"))
}
