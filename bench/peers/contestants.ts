/** Everybody who takes part: Confab through its two live doors, the peers, the floors. */
import { spawnSync } from "node:child_process"
import { join } from "node:path"
import type { Server } from "../load/member.ts"
import { bench, cacheFolder, project, temporaryFolder } from "../processes/folders.ts"
import type { Contestant } from "../processes/server.ts"

const ROOMS_AT_ONCE = 50

let databases = 0
const newDatabase = () => join(temporaryFolder(), `${++databases}.db`)
const peer = (name: string) => ({ script: join(bench, `peers/${name}.ts`) })

export const confabEnv = (database: string) => ({
  PORT: "0",
  HOST: "127.0.0.1",
  RATE_LIMIT: "off",
  LOG_LEVEL: "error",
  DATABASE_URL: `sqlite:${database}`,
})

const confab = {
  command: { script: join(project, "src/server/main.ts") },
  env: () => confabEnv(newDatabase()),
  makeRooms: makeConfabRooms,
}
/** One transaction a message, in the tables that Confab has. */
const stored = {
  env: (rooms: number) => ({ DATABASE: newDatabase(), ROOMS: String(rooms) }),
}

export const confabRaw: Contestant = { name: "Confab raw", dialect: "raw", ...confab }
export const confabTrpc: Contestant = { name: "Confab tRPC", dialect: "trpc", ...confab }
export const stockTrpc: Contestant = {
  name: "stock tRPC",
  dialect: "trpc",
  command: peer("stock-trpc"),
}
export const socketIo: Contestant = {
  name: "Socket.IO",
  dialect: "socketIo",
  command: peer("socket-io"),
}
export const wsLoop: Contestant = { name: "ws.send loop", dialect: "raw", command: peer("ws") }
export const socketIoStored = { ...socketIo, ...stored, name: "Socket.IO with SQLite" }
export const wsLoopStored = { ...wsLoop, ...stored, name: "one transaction a message" }

export const C_FLOOR = "floor, C"
const nodeFloor: Contestant = { name: "floor, Node", dialect: "floor", command: peer("floor") }

/** Node's floor, and C's where there is a C compiler. */
export function floors(): Contestant[] {
  const program = join(cacheFolder(), "floor")
  const compiled = spawnSync("cc", ["-O2", "-o", program, join(bench, "floor.c")], {
    stdio: ["ignore", "ignore", "inherit"],
  })
  if (compiled.status !== 0) return [nodeFloor]
  return [nodeFloor, { name: C_FLOOR, dialect: "floor", command: { program } }]
}

async function makeConfabRooms({ host, port }: Server, rooms: number): Promise<number[]> {
  const names = Array.from({ length: rooms }, (_, at) => `room ${at + 1}`)
  const ids: number[] = []
  const make = async () => {
    for (let name = names.shift(); name; name = names.shift()) {
      const response = await fetch(`http://${host}:${port}/api/chat/rooms`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ name }),
      })
      if (response.status !== 201) throw new Error(`no room: ${await response.text()}`)
      ids.push((await response.json()).id)
    }
  }
  await Promise.all(Array.from({ length: ROOMS_AT_ONCE }, make))
  return ids
}
