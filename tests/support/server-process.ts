/** The server in a process of its own, as `npm start` runs it: for restarts, kills and refusals to start. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { resolve } from "node:path"

const project = resolve(import.meta.dirname, "../..")
const LISTENING = /^listening on (http:\/\/\S+)$/m

/** Large buffers go back to the system as soon as they are free (docs/operations.md). */
const asNpmStart = { MALLOC_MMAP_THRESHOLD_: "262144" }

/** What ended the process, and all it said. */
type Ending = { code: number | null; signal: NodeJS.Signals | null; output: string }

/** A server that ended instead of listening. */
class StartRefused extends Error {
  readonly ending: Ending
  constructor(ending: Ending) {
    super(`the server did not start (exit code ${ending.code}):\n${ending.output}`)
    this.ending = ending
  }
}

/** On a free port and in memory unless `env` says otherwise. Rejects with the `ending` of a server that refuses. */
export async function startServerProcess(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ["src/server/main.ts"], {
    cwd: project,
    env: { ...process.env, ...asNpmStart, PORT: "0", DATABASE_URL: "sqlite::memory:", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  let output = ""
  const ended = once(child, "close").then(([code, signal]): Ending => ({ code, signal, output }))
  const listening = new Promise<string>((done) => {
    const hear = (chunk: Buffer) => {
      output += chunk
      const [, url] = LISTENING.exec(output) ?? []
      if (url) done(url)
    }
    child.stdout.on("data", hear)
    child.stderr.on("data", hear)
  })
  const refused = ended.then((ending): never => {
    throw new StartRefused(ending)
  })

  const signal = (name: NodeJS.Signals) => {
    child.kill(name)
    return ended
  }
  return {
    url: await Promise.race([listening, refused]),
    pid: child.pid as number,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    /** All it said so far. */
    output: () => output,
    end: signal,
    /** Asks it to drain and end. */
    stop: () => signal("SIGTERM"),
    /** Ends it as a power cut would. */
    kill: () => signal("SIGKILL"),
    [Symbol.asyncDispose]: async () => void (await signal("SIGKILL")),
  }
}

export type ServerProcess = Awaited<ReturnType<typeof startServerProcess>>
