/** What the proxies have in common: the project's own sample, filled in, before two nodes. */
import { resolve } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import type { Certificate } from "../../certificate.ts"
import { findProgram, freePort, startProgram } from "../program.ts"

export type Before = {
  /** Each `ADDRESS:PORT`. */
  nodes: readonly [string, string]
  /** Empty, or the path that the proxy has for them, as `/chat`. */
  path?: string
  /** Without one, plain HTTP, where the sample has that. */
  certificate?: Certificate
}

type Proxy = { url: string; output(): string } & AsyncDisposable

export type ProxyKind = {
  name: string
  isInstalled: boolean
  start(before: Before): Promise<Proxy>
}

export type Filled = Record<string, string>
export type Program = Parameters<typeof startProgram>[0]

const KNOCK_MS = 20

export const sample = (name: string) => resolve(import.meta.dirname, "../../../../ops", name)

/** `prepare` makes of what the sample is filled in with how the program is started. */
export function proxyKind(
  name: string,
  command: string,
  prepare: (filled: Filled, stack: AsyncDisposableStack) => Promise<Omit<Program, "command">>,
): ProxyKind {
  return {
    name,
    isInstalled: findProgram(command) !== null,
    async start({ nodes, path = "", certificate }) {
      await using stack = new AsyncDisposableStack()
      const port = await freePort()
      const filled = {
        CONFAB_BIND: `127.0.0.1:${port}`,
        CONFAB_NODE_A: nodes[0],
        CONFAB_NODE_B: nodes[1],
        CONFAB_PATH: path,
        ...(certificate && { CONFAB_CERT: certificate.path }),
      }
      const program = stack.use(await startProgram({ command, ...(await prepare(filled, stack)) }))
      const url = `${certificate ? "https" : "http"}://127.0.0.1:${port}${path}`
      while (!(await isReady(url))) {
        if (!program.isRunning()) throw new Error(`${name} ended:\n${program.output()}`)
        await wait(KNOCK_MS)
      }
      const owned = stack.move()
      return {
        url,
        output: program.output,
        [Symbol.asyncDispose]: () => owned.disposeAsync(),
      }
    },
  }
}

const isReady = async (url: string) => (await fetch(`${url}/readyz`).catch(() => null))?.ok ?? false
