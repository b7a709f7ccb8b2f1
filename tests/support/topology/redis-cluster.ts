/** A Redis Cluster of three masters of its own on free ports. It asks for a password, and keeps nothing but its own order. */
import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import { createClient } from "redis"
import { vi } from "vitest"
import { temporaryFolder } from "../temporary-folder.ts"
import { findProgram, freePort, startAgainAndAgain } from "./program.ts"

const MASTERS = 3
const SLOTS = 16_384
const PASSWORD = "open sesame"
const PATIENCE = { timeout: 10_000, interval: 50 }

export const hasRedisCluster = findProgram("redis-server", "valkey-server") !== null

export async function startRedisCluster() {
  await using scope = new AsyncDisposableStack()
  const folder = scope.use(await temporaryFolder())
  const starting = Array.from({ length: MASTERS }, (_, n) => startMaster(join(folder.path, `${n}`)))
  const masters = (await Promise.all(starting)).map((master) => scope.use(master))
  await acquaint(masters)
  const owned = scope.move()

  return {
    masters,
    /** Any of them leads to all. */
    url: masters.map(({ url }) => url)[0] as string,
    moveSlotOf: (channel: string) => moveSlotOf(channel, masters),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

type Master = Awaited<ReturnType<typeof startMaster>>

/** One that can be killed, and then be the same again. */
async function startMaster(folder: string) {
  const command = findProgram("redis-server", "valkey-server")
  if (!command) throw new Error("Redis is not installed: Debian has it in the package redis-server")
  await mkdir(folder)
  const settings = {
    port: await freePort(),
    "cluster-port": await freePort(),
    bind: "127.0.0.1",
    dir: folder,
    save: "",
    requirepass: PASSWORD,
    "cluster-enabled": "yes",
    "cluster-node-timeout": 1_000,
  }
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`])
  const ready = /Ready to accept connections/i
  const program = await startAgainAndAgain({ command, args, ready, stop: "SIGKILL" })

  return {
    url: `redis://:${encodeURIComponent(PASSWORD)}@127.0.0.1:${settings.port}`,
    place: ["127.0.0.1", `${settings.port}`, `${settings["cluster-port"]}`],
    ...program,
    kill: () => program.end("SIGKILL"),
  }
}

/** Shares the slots out and waits until everybody knows who has which. */
async function acquaint(masters: Master[]) {
  await using scope = new AsyncDisposableStack()
  const clients = await connectTo(masters, scope)
  const share = Math.ceil(SLOTS / clients.length)
  for (const [n, client] of clients.entries()) {
    const range = [n * share, Math.min(SLOTS, (n + 1) * share) - 1].map(String)
    await client.sendCommand(["CLUSTER", "ADDSLOTSRANGE", ...range])
    await client.sendCommand(["CLUSTER", "SET-CONFIG-EPOCH", `${n + 1}`])
  }
  // Only now: whoever has been met by another takes no epoch any more.
  for (const client of clients) {
    for (const { place } of masters) await client.sendCommand(["CLUSTER", "MEET", ...place])
  }
  await vi.waitFor(() => Promise.all(clients.map(isWhole)), PATIENCE)
}

/** Gives it to a master that did not have it. */
async function moveSlotOf(channel: string, masters: Master[]) {
  await using scope = new AsyncDisposableStack()
  const clients = await connectTo(masters, scope)
  const [first] = clients
  const slot = await first.clusterKeySlot(channel)
  const ids = await Promise.all(clients.map((client) => client.clusterMyId()))
  const ranges = await first.clusterSlots()
  const owner = ranges.find(({ from, to }) => from <= slot && slot <= to)?.master.id
  const receiver = ids.find((id) => id !== owner) as string
  // The receiver first, so that nobody is without it.
  const order = clients.toSorted((_, one) => (one === clients[ids.indexOf(receiver)] ? 1 : -1))
  for (const client of order) await client.clusterSetSlot(slot, "NODE", receiver)
}

async function connectTo(masters: Master[], scope: AsyncDisposableStack) {
  const connect = ({ url }: Master) => createClient({ url }).connect()
  const clients = await Promise.all(masters.map(connect))
  for (const client of clients) scope.adopt(client, (one) => one.close())
  return clients as [(typeof clients)[0], ...typeof clients]
}

async function isWhole(client: { clusterInfo(): Promise<string> }) {
  const info = await client.clusterInfo()
  for (const sign of ["cluster_state:ok", "cluster_slots_ok:16384", `cluster_size:${MASTERS}`])
    if (!info.includes(sign)) throw new Error(`the cluster does not come about:\n${info}`)
}
