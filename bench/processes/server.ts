/** A server under measurement: Confab or a peer, a process of its own, seen from outside. */
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { DialectName } from "../load/dialects/dialects.ts"
import type { Server } from "../load/member.ts"
import { cpuSeconds, mainCpuSeconds, rssBytes } from "../measure/process.ts"
import { type Child, type Core, startChild } from "./child.ts"

const START_MS_MAX = 60_000
const LISTENING = /^listening on http:\/\/([\w.]+):(\d+)$/m
const probe = fileURLToPath(new URL("../probe.ts", import.meta.url))

/** Whom the bench can start. `rooms` is how many there have to be. */
export type Contestant = {
  name: string
  dialect: DialectName
  /** A script for Node, or the path of a program. */
  command: { script: string } | { program: string }
  env?: (rooms: number) => Record<string, string>
  /** Makes the rooms and answers their ids; without it they are 1, 2, 3… and need not be made. */
  makeRooms?: (server: Server, rooms: number) => Promise<number[]>
}

export type Delay = { p50: number; p99: number; max: number }

export async function startServer(contestant: Contestant, rooms: number, core: Core = null) {
  const { command, env } = contestant
  const isNode = "script" in command
  const child = startChild({
    command: isNode ? [process.execPath, "--import", probe, command.script] : [command.program],
    core,
    env: env?.(rooms) ?? {},
  })
  const address = await listening(child)
  const roomIds =
    (await contestant.makeRooms?.(address, rooms)) ??
    Array.from({ length: rooms }, (_, at) => at + 1)

  return {
    ...contestant,
    address,
    roomIds,
    pid: child.pid,
    cpuSeconds: () => cpuSeconds(child.pid),
    mainCpuSeconds: () => mainCpuSeconds(child.pid),
    rssBytes: () => rssBytes(child.pid),
    /** What stays when the garbage is gone. */
    async retainedBytes() {
      await child.ask("collectGarbage")
      return rssBytes(child.pid)
    },
    watchDelay: () => child.ask<void>("watchDelay"),
    /** Milliseconds by which the main loop was late since `watchDelay()`. */
    delay: () => child.ask<Delay>("delay"),
    startProfile: () => child.ask<void>("startProfile"),
    /** Microseconds of the main thread by place since `startProfile()`. */
    profile: () => child.ask<[string, number][]>("profile"),
    stop: child.stop,
  }
}

export type RunningServer = Awaited<ReturnType<typeof startServer>>

async function listening({ stdout, ended }: Child): Promise<Server> {
  const deadline = AbortSignal.timeout(START_MS_MAX)
  let output = ""
  while (true) {
    const refused = ended.then(() => Promise.reject(new Error(`did not start: ${output}`)))
    const [chunk] = await Promise.race([once(stdout, "data", { signal: deadline }), refused])
    output += chunk
    const [, host, port] = LISTENING.exec(output) ?? []
    if (host) {
      stdout.resume()
      return { host, port: Number(port) }
    }
  }
}
