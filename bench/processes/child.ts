/** Processes the bench starts: pinned to a core where asked, ended by their own handle, all of them with the bench. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { availableParallelism } from "node:os"
import { askerOf } from "./asking.ts"

const STOP_MS_MAX = 5_000

/** The server's core and the load's: apart, so that neither takes the other's time. Null leaves it to the system. */
export type Core = 0 | 1 | null

type Start = { command: string[]; core: Core; env?: Record<string, string> }

const children = new Set<ChildProcess>()
process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL")
})

export const canPin =
  availableParallelism() >= 2 && spawnSync("taskset", ["--version"]).status === 0

export function startChild({ command, core, env = {} }: Start) {
  const pin = core === null || !canPin ? [] : ["taskset", "-c", String(core)]
  const [file = "", ...args] = [...pin, ...command]
  const child = spawn(file, args, {
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  })
  children.add(child)
  const ended = once(child, "exit").finally(() => children.delete(child))
  if (child.pid === undefined || !child.stdout) throw new Error(`${file} does not start`)

  return {
    pid: child.pid,
    stdout: child.stdout,
    ended,
    ask: askerOf(child),
    async stop() {
      child.kill("SIGTERM")
      const impatience = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX)
      await ended
      clearTimeout(impatience)
    },
  }
}

export type Child = ReturnType<typeof startChild>
