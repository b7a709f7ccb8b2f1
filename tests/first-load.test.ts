/** What the browser has to load before the app is there: the page's scripts and all they import at once. */
import { readFile } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { gzipSync } from "node:zlib"
import { expect, test } from "vitest"

const FIRST_LOAD_BYTES_MAX = 60 * 1024
const root = resolve(import.meta.dirname, "../dist/client")

/** Of the page, its scripts and what is preloaded for them; of a script, what it imports statically. */
const inPage = /<(?:script|link rel="modulepreload")[^>]*?(?:src|href)="([^"]+\.js)"/g
const inScript = /(?:\bfrom|\bimport)\s*["'`](\.[^"'`]+\.js)["'`]/g

const named = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, name]) => name as string)

async function loadedWith(file: string, seen = new Map<string, number>()) {
  if (seen.has(file)) return seen
  const script = await readFile(file, "utf8")
  seen.set(file, gzipSync(script).length)
  for (const name of named(script, inScript)) await loadedWith(join(dirname(file), name), seen)
  return seen
}

test("the first load is at most 60 KB of script, gzipped", async () => {
  const page = await readFile(join(root, "index.html"), "utf8")
  const scripts = new Map<string, number>()
  for (const name of named(page, inPage)) await loadedWith(join(root, name), scripts)
  const bytes = [...scripts.values()].reduce((sum, size) => sum + size, 0)
  // biome-ignore lint/suspicious/noConsole: how much is left of the budget is worth a line
  console.log(`first load: ${(bytes / 1024).toFixed(1)} KB of script in ${scripts.size} files`)
  expect(bytes).toBeGreaterThan(10_000)
  expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_BYTES_MAX)
})
