import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { childrenOf, commandOf, rssBytes } from "../measure/process.ts"
import { atMost, figure, megabytes } from "../measure/report.ts"
import { addRound, medianOf, type Rounds } from "../measure/stats.ts"
import { confabEnv } from "../peers/contestants.ts"
import { project, temporaryFolder } from "../processes/folders.ts"
import { type Scenario, tell } from "./scenario.ts"

type Start = { seconds: number; rss: number }

const SERVER = "src/server/main.ts"
const NPM = "npm start"
const NODE = `node ${SERVER}`
const IDLE = "bench/peers/idle.mjs"
const commands: [string, string[]][] = [
  [NPM, ["npm", "start"]],
  [NODE, [process.execPath, SERVER]],
  ["Node alone", [process.execPath, IDLE, "0"]],
  ["Node with two idle threads", [process.execPath, IDLE, "2"]],
]
const TIMES = 5

export const startup: Scenario = {
  name: "startup",
  about: "server",
  title: "Start",
  how:
    "From nothing to the line `listening on …` on a built checkout, with a new database; RSS at that moment. Confab has " +
    "two threads for its database.",

  async run({ rounds: count }) {
    const rounds: Rounds<Start> = new Map()
    for (let round = 1; round <= Math.max(count, TIMES); round++)
      for (const [name, command] of commands) {
        const start = await measure(command)
        tell(`${name}: ${figure(start.seconds)} s`)
        addRound(rounds, name, start)
      }
    const seconds = (name: string) => medianOf(rounds, name, (start) => start.seconds)
    const rss = (name: string) => medianOf(rounds, name, (start) => start.rss)
    const rows = commands.map(([name]) => [name, figure(seconds(name)), megabytes(rss(name))])
    return {
      tables: [{ title: "Until it listens", columns: ["", "s", "RSS MB"], rows }],
      goals: [
        { what: "npm start listens after", measured: seconds(NPM), ...atMost(1, "s") },
        { what: "npm start: RSS", measured: rss(NPM) / 1e6, ...atMost(100, "MB") },
      ],
    }
  },
}

let starts = 0

async function measure([file, ...args]: string[]): Promise<Start> {
  const began = performance.now()
  const child = spawn(file as string, args, {
    cwd: project,
    env: { ...process.env, ...confabEnv(join(temporaryFolder(), `start-${++starts}.db`)) },
    stdio: ["ignore", "pipe", "inherit"],
  })
  const ended = once(child, "exit")
  await listening(child)
  const seconds = (performance.now() - began) / 1000
  const server = serverIn(child.pid as number)
  const rss = rssBytes(server)
  process.kill(server, "SIGTERM")
  await ended
  return { seconds, rss }
}

async function listening({ stdout }: ChildProcess) {
  for await (const chunk of stdout ?? []) if (String(chunk).includes("listening on")) return
  throw new Error("the server ended instead of listening")
}

/** npm starts a shell, which becomes the server or starts it. */
function serverIn(pid: number): number {
  if ([SERVER, IDLE].some((script) => commandOf(pid).includes(script))) return pid
  const [found] = childrenOf(pid).map(serverIn).filter(Boolean)
  return found ?? 0
}
