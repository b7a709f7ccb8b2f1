import { resolve } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { findProgram, freePort, startProgram } from "./program.ts"

const config = resolve(import.meta.dirname, "../../../ops/haproxy.cfg")

const KNOCK_MS = 20

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
  const url = `http://127.0.0.1:${port}`
  while (!(await isReady(url))) {
    if (!proxy.isRunning()) throw new Error(`HAProxy ended:\n${proxy.output()}`)
    await wait(KNOCK_MS)
  }
  return { ...proxy, url }
}

/** HAProxy does not say when it listens. */
const isReady = async (url: string) => (await fetch(`${url}/readyz`).catch(() => null))?.ok ?? false
