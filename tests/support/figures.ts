/** What a proof measured, for `npm run test:long` to print: docs/reliability.md quotes it. */
import { appendFileSync, mkdirSync } from "node:fs"

const FOLDER = "test-results"

export function note(what: string, figures: Record<string, number>) {
  mkdirSync(FOLDER, { recursive: true })
  appendFileSync(`${FOLDER}/figures.jsonl`, `${JSON.stringify({ what, ...figures })}\n`)
}
