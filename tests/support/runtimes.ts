/** The runtimes that the package is for, as npm has them. */
import { globSync } from "node:fs"
import { join } from "node:path"
import { fromNpm } from "./from-npm.ts"

/** `command` is null where it could not be installed; `name` says so then. */
export type Runtime = {
  name: string
  hasWebSocket: boolean
  command: [string, ...string[]] | null
}

type Wanted = {
  name: string
  hasWebSocket: boolean
  install: string
  program: string
  args?: string[]
}

const { platform, arch } = process

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
  const { name, hasWebSocket } = node(process.versions.node, true)
  const ours: Runtime = { name, hasWebSocket, command: [process.execPath] }
  return [...(await Promise.all(others.map(find))), ours]
}

async function find({ name, hasWebSocket, install, program, args = [] }: Wanted): Promise<Runtime> {
  const { folder, absence } = await fromNpm(install)
  if (folder === null) return { name: `${name}${absence}`, hasWebSocket, command: null }
  const [found = program] = globSync(join(folder, "node_modules", program))
  return { name, hasWebSocket, command: [found, ...args] }
}
