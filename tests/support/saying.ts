/** A server in a process of its own, and the ends of what it says: pipes, devices, terminals. */
import { execFileSync, type StdioOptions, spawn } from "node:child_process"
import { once } from "node:events"
import { closeSync, constants, openSync, readSync } from "node:fs"
import { connect } from "node:net"
import { setTimeout as wait } from "node:timers/promises"
import { expect } from "vitest"
import { createRestClient } from "./rest-client.ts"
import { temporaryFolder } from "./temporary-folder.ts"
import { findProgram, freePort } from "./topology/program.ts"

export const MAIN = "src/server/main.ts"
export const STOP_MS_MAX = 10_000
/** A server that stands still fails the test instead of holding it up. */
const ANSWER_MS_MAX = 5_000

type Start = { stdio: StdioOptions; through?: string[] }

/** Started with these ends for what it says, so that only its port tells that it is there. */
export async function startSaying({ stdio, through = [] }: Start) {
  const port = await freePort()
  const env = { ...process.env, PORT: `${port}`, DATABASE_URL: "sqlite::memory:" }
  const [command = "", ...args] = [...through, process.execPath, MAIN]
  const child = spawn(command, args, { stdio, env: { ...env, LOG_LEVEL: "debug" } })
  const ended = once(child, "exit")
  const url = `http://localhost:${port}`
  const isReady = async () => {
    const signal = AbortSignal.timeout(ANSWER_MS_MAX)
    return (await fetch(`${url}/readyz`, { signal })).ok
  }
  await expect.poll(() => isReady().catch(() => false), { timeout: 10_000 }).toBe(true)

  return {
    child,
    isReady,
    rest: createRestClient(url),
    flood: (requests: number) => flood(port, requests),
    /** Its exit code, once it has been asked to end as `pid`. */
    async stop(pid = child.pid as number) {
      process.kill(pid, "SIGTERM")
      const [code] = await Promise.race([ended, wait(STOP_MS_MAX, ["still running"])])
      return code
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL")
      await ended
    },
  }
}

/** Each request is a line in the log. */
async function flood(port: number, requests: number) {
  const socket = connect({ host: "localhost", port }).resume()
  socket.setTimeout(ANSWER_MS_MAX, () => socket.destroy())
  const ask = (connection: string) =>
    `GET /healthz HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: ${connection}\r\n\r\n`
  socket.write(ask("keep-alive").repeat(requests - 1) + ask("close"))
  await once(socket, "close")
}

/** A pipe with a name. */
export async function pipe() {
  const folder = await temporaryFolder()
  const path = `${folder.path}/pipe`
  execFileSync("mkfifo", [path])
  const openReader = () => openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  let reader = openReader()
  const writer = openSync(path, "w")
  const bytes = Buffer.alloc(1 << 16)
  let text = ""

  /** What is in it now; as much as fits, which is less than a full one has. */
  function take(): string {
    try {
      return String(bytes.subarray(0, readSync(reader, bytes)))
    } catch {
      return ""
    }
  }

  return {
    writer,
    closeWriter: () => closeSync(writer),
    closeReader: () => closeSync(reader),
    openReader() {
      reader = openReader()
    },
    /** All that ever came out of it. */
    read(): string {
      text += take()
      return text
    },
    async [Symbol.asyncDispose]() {
      closeSync(reader)
      await folder[Symbol.asyncDispose]()
    },
  }
}

export const python = findProgram("python3")
const terminal = [python ?? "", "tests/support/terminal.py"]

/** A server on a terminal that is not read, and its own process id. */
export async function startOnTerminal(options: string[] = []) {
  const stdio = ["pipe", "pipe", "inherit"] satisfies StdioOptions
  const server = await startSaying({ stdio, through: [...terminal, ...options] })
  const said = String(server.child.stdout?.read())
  const pid = Number(/^pid (\d+)$/m.exec(said)?.[1])
  return {
    ...server,
    pid,
    closeTerminal: () => server.child.stdin?.write("\n"),
    async [Symbol.asyncDispose]() {
      // Both of them: it does not end with the program it was started by.
      if (server.child.exitCode === null) process.kill(pid, "SIGKILL")
      await server[Symbol.asyncDispose]()
    },
  }
}
