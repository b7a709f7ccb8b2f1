/** Other runtimes, as npm has them: installed at their first use, and kept beside what else is made anew by `npm ci`. */
import { existsSync, globSync } from "node:fs"
import { mkdir, rename, rm } from "node:fs/promises"
import { join, resolve } from "node:path"
import { npm } from "./importer.ts"

const cache = resolve(import.meta.dirname, "../../node_modules/.cache/runtimes")
const { platform, arch } = process

/** `command` is null where it could not be installed, `why` says for what reason then. */
export type Runtime = {
  name: string
  hasWebSocket: boolean
  command: [string, ...string[]] | null
  why: string
}

type Wanted = {
  name: string
  hasWebSocket: boolean
  install: string
  program: string
  args?: string[]
}

const node = (version: string, hasWebSocket: boolean): Wanted => ({
  name: `Node ${version.split(".")[0]}`,
  hasWebSocket,
  install: `node-${platform}-${arch}@${version}`,
  program: `node-${platform}-${arch}/bin/node`,
})

const deno: Wanted = {
  name: "Deno",
  hasWebSocket: true,
  install: "deno@2.9.6",
  program: "@deno/*/deno",
  args: ["run", "--allow-net"],
}

/** The one that runs us is among them. */
export async function runtimes(): Promise<Runtime[]> {
  const others = [node("20.20.2", false), node("22.23.5", true), deno]
  const { name } = node(process.versions.node, true)
  const ours: Runtime = { name, hasWebSocket: true, command: [process.execPath], why: "" }
  return [...(await Promise.all(others.map(find))), ours]
}

async function find({ name, hasWebSocket, install, program, args = [] }: Wanted): Promise<Runtime> {
  const folder = join(cache, install)
  try {
    if (!existsSync(folder)) await fetchInto(folder, install)
    const [found = program] = globSync(join(folder, "node_modules", program))
    return { name, hasWebSocket, command: [found, ...args], why: "" }
  } catch (error) {
    if (process.env.CI === "true") throw error
    return { name, hasWebSocket, command: null, why: `npm could not install ${install}` }
  }
}

/** What was cut short is not taken for installed. */
async function fetchInto(folder: string, install: string) {
  const draft = `${folder}.${process.pid}`
  await mkdir(draft, { recursive: true })
  try {
    const quietly = ["--ignore-scripts", "--no-save", "--no-audit", "--prefer-offline"]
    await npm(draft, "install", "--prefix", draft, ...quietly, install)
    await rename(draft, folder)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}
