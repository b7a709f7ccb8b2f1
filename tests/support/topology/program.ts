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
    output: () => output,
    isRunning: () => child.exitCode === null && child.signalCode === null,
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
