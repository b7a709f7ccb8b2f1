/** Programs of others that only one test needs, too big or too particular to be installed with everything else. */
import { existsSync } from "node:fs"
import { mkdir, rename, rm } from "node:fs/promises"
import { join, resolve } from "node:path"
import { npm } from "./importer.ts"

const cache = resolve(import.meta.dirname, "../../node_modules/.cache/from-npm")

/** `folder` has them in its node_modules, and is null where they could not be installed; `absence` says so in a title. */
export type FromNpm = { folder: string; absence: "" } | { folder: null; absence: string }

/** Installs these packages, each with its version, at their first use, and keeps them until the next `npm ci`. */
export async function fromNpm(...packages: [string, ...string[]]): Promise<FromNpm> {
  const folder = join(cache, packages.join("+").replaceAll("/", "_"))
  try {
    if (!existsSync(folder)) await fetchInto(folder, packages)
    return { folder, absence: "" }
  } catch (error) {
    if (process.env.CI === "true") throw error
    return { folder: null, absence: ` (skipped, because npm could not install ${packages[0]})` }
  }
}

/** What was cut short is not taken for installed. */
async function fetchInto(folder: string, packages: string[]) {
  const draft = `${folder}.${process.pid}`
  await mkdir(draft, { recursive: true })
  try {
    const quietly = ["--ignore-scripts", "--no-save", "--no-audit", "--prefer-offline"]
    await npm(draft, "install", "--prefix", draft, ...quietly, ...packages)
    await rename(draft, folder)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}
