/** Programs of the system, started beside us and ended with their scope. */
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { createServer } from "node:net"

type Program = {
  command: string
  args: string[]
  env?: Record<string, string>
  /** As whom it runs; as we do, without one. */
  user?: { uid: number; gid: number } | null
  /** It says this once it serves. */
  ready: RegExp
  /** What ends it in order. */
  stop: NodeJS.Signals
}

/** Rejects with what it said when it ends instead of being ready. */
export async function startProgram({ command, args, env, user, ready, stop }: Program) {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...user,
  })
  let output = ""
  const isReady = Promise.withResolvers<void>()
  const hear = (chunk: Buffer) => {
    output += chunk
    if (ready.test(output)) isReady.resolve()
  }
  child.stdout.on("data", hear)
  child.stderr.on("data", hear)
  child.on("error", isReady.reject)
  const ended = once(child, "close")
  void ended.then(() => isReady.reject(new Error(`${command} ended:\n${output}`)))
  await isReady.promise

  return {
    pid: child.pid as number,
    output: () => output,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    /** Resolves once it has ended. */
    async end(signal: NodeJS.Signals) {
      child.kill(signal)
      await ended
    },
    async [Symbol.asyncDispose]() {
      child.kill(stop)
      await ended
    },
  }
}

/** The path of a program, or null where the system has none of these. */
export function findProgram(...names: string[]): string | null {
  const found = names.map((name) => spawnSync("sh", ["-c", `command -v ${name}`]))
  return found.map(({ stdout }) => String(stdout).trim()).find(Boolean) ?? null
}

/** One that nobody listens at now; somebody else might, a moment later. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}

/** A program that may be ended and started anew, as often as it takes. */
export async function startAgainAndAgain(options: Program) {
  let current = await startProgram(options)

  return {
    output: () => current.output(),
    isRunning: () => current.isRunning(),
    end: (signal: NodeJS.Signals) => current.end(signal),
    /** Anew, once it has ended. */
    async start() {
      current = await startProgram(options)
    },
    /** It stands still, with all the processes it has started, until what comes back is called. */
    pause() {
      const pids = familyOf(current.pid)
      for (const pid of pids) process.kill(pid, "SIGSTOP")
      return () => {
        for (const pid of pids) process.kill(pid, "SIGCONT")
      }
    },
    [Symbol.asyncDispose]: () => current[Symbol.asyncDispose](),
  }
}

/** The first one first, so that it starts no more. */
function familyOf(pid: number): number[] {
  const children = String(spawnSync("ps", ["-o", "pid=", "--ppid", String(pid)]).stdout)
  return [pid, ...children.split("\n").filter(Boolean).map(Number)]
}
