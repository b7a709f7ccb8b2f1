/**
 * A small server with a thousand members while everything hostile is done to it at once: it lives, stays small, and the
 * members' messages are acknowledged in time.
 */
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { promisify } from "node:util"
import { expect, test } from "vitest"
import { WebSocket } from "ws"
import { amount } from "../support/amount.ts"
import { note } from "../support/figures.ts"
import { fillHeavyRoom } from "../support/heavy-room.ts"
import { reach } from "../support/reach.ts"
import { watchMemory } from "../support/server-memory.ts"
import { startServerProcess } from "../support/server-process.ts"

const HEAP_MB = 256
const RESIDENT_MB_MAX = 400
const ACKNOWLEDGED_MS_MAX = 1_000
/** Of the fifty messages of the short form the 99th percentile would be the slowest, in the moment in which all of it begins. */
const LATE = amount(0.95, 0.99)
const MEMBERS = 1_000
const MEMBERS_PER_ADDRESS = 250
const SECONDS = amount(10, 60)
const CANARIES = ["member 0", "member 1"]
const canaries = new URL("./attack/canaries.ts", import.meta.url).pathname
const attack = new URL("./attack/main.ts", import.meta.url).pathname

/** At addresses of their own, as people at home are. */
async function openMembers(url: string, roomId: number) {
  const members: WebSocket[] = []
  for (let n = CANARIES.length; n < MEMBERS; n++) {
    const localAddress = `127.2.0.${1 + Math.floor(n / MEMBERS_PER_ADDRESS)}`
    const room = `${url.replace(/^http/, "ws")}/ws/chat/${roomId}?username=member+${n}`
    const member = new WebSocket(room, { localAddress })
    members.push(member)
    if (n % 50 === 0) await once(member, "open")
  }
  await expect.poll(() => members.every(isOpen)).toBe(true)
  return members
}

const percentile = (sorted: number[], share: number): number =>
  sorted[Math.floor(sorted.length * share)] ?? Number.POSITIVE_INFINITY

const isOpen = ({ readyState }: WebSocket) => readyState === WebSocket.OPEN

/** The milliseconds that each of their messages took to come back. */
async function canariesSing(url: string, roomId: number): Promise<number[]> {
  const args = [canaries, url, `${roomId}`, `${SECONDS}`, ...CANARIES]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout)
}

test("a small server with a thousand members survives everything hostile at once, and serves them", {
  timeout: (SECONDS + 120) * 1_000,
}, async () => {
  await using server = await startServerProcess({
    HOST: "127.0.0.1",
    NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
    LOG_LEVEL: "warn",
  })
  const { rest } = reach(server.url)
  const heavyRoom = await fillHeavyRoom({ rest })
  const { body: busy } = await rest.post("/api/chat/rooms", { name: "busy" })
  const members = await openMembers(server.url, busy.id)
  const target = { url: server.url, heavyRoom, busyRoom: busy.id, victim: CANARIES[0] }

  const largest = watchMemory(server.pid)
  const singing = canariesSing(server.url, busy.id)
  const args = [attack, JSON.stringify(target), `${SECONDS}`]
  const attackers = spawn(process.execPath, args)
  const times = (await singing).sort((one, other) => one - other)
  if (attackers.exitCode === null) await once(attackers, "exit")

  const [p50, late] = [percentile(times, 0.5), percentile(times, LATE)]
  const figures = { seconds: SECONDS, songs: times.length, p50, [`p${LATE * 100}`]: late }
  const lost = members.filter((member) => !isOpen(member)).length
  note("everything hostile at once", { ...figures, residentMb: largest(), membersLost: lost })
  for (const member of members) member.terminate()

  expect(server.isRunning()).toBe(true)
  expect(largest()).toBeLessThan(RESIDENT_MB_MAX)
  expect(times.length).toBeGreaterThan(SECONDS)
  expect(late).toBeLessThan(ACKNOWLEDGED_MS_MAX)
  expect(lost).toBe(0)
})
