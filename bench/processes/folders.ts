/** Where the bench keeps things, outside git: on the disk of the checkout, as Confab's own data would be. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

export const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
export const bench = join(project, "bench")

/** What is worth keeping between two runs. */
export function cacheFolder(): string {
  const folder = join(project, "node_modules/.cache/bench")
  mkdirSync(folder, { recursive: true })
  return folder
}

let temporary: string | undefined

/** What ends with this run. */
export function temporaryFolder(): string {
  temporary ??= mkdtempSync(join(cacheFolder(), "run-"))
  return temporary
}

process.on("exit", () => temporary && rmSync(temporary, { recursive: true, force: true }))
