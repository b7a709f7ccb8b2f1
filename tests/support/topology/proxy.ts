import { resolve } from "node:path"
import { findProgram, freePort, startProgram } from "./program.ts"

const config = resolve(import.meta.dirname, "../../../ops/haproxy.cfg")

/** HAProxy with the project's own configuration, before two nodes, each `ADDRESS:PORT`. */
export async function startProxy([a, b]: [string, string]) {
  const command = findProgram("haproxy")
  if (!command) throw new Error("HAProxy is not installed: Debian has it in the package haproxy")
  const port = await freePort()
  const proxy = await startProgram({
    command,
    args: ["-db", "-V", "-f", config],
    env: { CONFAB_BIND: `127.0.0.1:${port}`, CONFAB_NODE_A: a, CONFAB_NODE_B: b },
    ready: /Using \w+\(\) as the polling mechanism/,
    stop: "SIGTERM",
  })
  return { ...proxy, url: `http://127.0.0.1:${port}` }
}
