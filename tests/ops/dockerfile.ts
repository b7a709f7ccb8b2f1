/** A Dockerfile, read: its stages and what is done in each. */
import { readFileSync } from "node:fs"

type Instruction = { word: string; rest: string }
export type Stage = { name: string; from: string; instructions: Instruction[] }

export function readDockerfile(path: string): Stage[] {
  const lines = readFileSync(path, "utf8")
    .replace(/^\s*#.*\n/gm, "")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter(Boolean)
  const stages: Stage[] = []
  for (const line of lines) {
    const [, word = "", rest = ""] = /^([A-Z]+) (.*)$/.exec(line) ?? []
    const [from = "", , name = ""] = rest.split(" ")
    if (word === "FROM") stages.push({ name, from, instructions: [] })
    else if (word) stages.at(-1)?.instructions.push({ word, rest })
    else throw new Error(`not an instruction: ${line}`)
  }
  return stages
}

/** `rest` of each instruction with this word, in order. */
export const allOf = ({ instructions }: Stage, word: string): string[] =>
  instructions.filter((one) => one.word === word).map(({ rest }) => rest)

/** The variables of its ENV instructions. */
export const environmentOf = (stage: Stage): Record<string, string> =>
  Object.fromEntries(
    allOf(stage, "ENV")
      .flatMap((rest) => rest.split(/\s+/))
      .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  )
