/**
 * A small server with a thousand members while everything hostile is done to it at once: it lives, stays small, and the
 * members' messages are acknowledged in time.
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { setTimeout as wait } from "node:timers/promises"
import { expect, test } from "vitest"
import { amount } from "../support/amount.ts"
import { note } from "../support/figures.ts"
import { fillHeavyRoom } from "../support/heavy-room.ts"
import { openRawSocket, type RawSocket } from "../support/raw-socket.ts"
import { reach } from "../support/reach.ts"
import { watchMemory } from "../support/server-memory.ts"
import { startServerProcess } from "../support/server-process.ts"

const HEAP_MB = 256
const RESIDENT_MB_MAX = 400
const ACKNOWLEDGED_MS_MAX = 1_000
const MEMBERS = 1_000
const MEMBERS_PER_ADDRESS = 250
const SECONDS = amount(15, 60)
const SAY_EVERY_MS = 250
const MAIN = new URL("./attack/main.ts", import.meta.url).pathname

/** At addresses of their own, as people at home are. */
async function openMembers(url: string, roomId: number) {
  const members: RawSocket[] = []
  for (let n = 0; n < MEMBERS; n++) {
    const localAddress = `127.2.0.${1 + Math.floor(n / MEMBERS_PER_ADDRESS)}`
    members.push(openRawSocket(`${url}/ws/chat/${roomId}?username=member+${n}`, { localAddress }))
    if (n % 50 === 0) await members.at(-1)?.open()
  }
  await Promise.all(members.map((member) => member.open()))
  return members
}

/** Says something every now and then, and notes how long each took to come back. */
async function sing(canary: RawSocket, until: number) {
  const times: number[] = []
  for (let n = 0; performance.now() < until; n++) {
    const began = performance.now()
    const id = `song ${n}`
    const heard = new Promise<void>((resolve) => {
      canary.socket.on("message", function hear(data) {
        if (!String(data).includes(`"${id}"`)) return
        canary.socket.off("message", hear)
        resolve()
      })
    })
    await canary.say("tweet", id)
    await Promise.race([heard, canary.closed])
    times.push(performance.now() - began)
    await wait(SAY_EVERY_MS)
  }
  return times
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
  const target = { url: server.url, heavyRoom, busyRoom: busy.id, victim: "member 0" }

  const largest = watchMemory(server.pid)
  const attackers = spawn(process.execPath, [MAIN, JSON.stringify(target), `${SECONDS}`])
  const until = performance.now() + SECONDS * 1_000
  const songs = await Promise.all(members.slice(0, 2).map((canary) => sing(canary, until)))
  if (attackers.exitCode === null) await once(attackers, "exit")

  const times = songs.flat().sort((one, other) => one - other)
  const p99 = times[Math.floor(times.length * 0.99)] ?? Number.POSITIVE_INFINITY
  const figures = { seconds: SECONDS, songs: times.length, p50: times[times.length >> 1] ?? 0, p99 }
  const lost = members.filter(({ socket }) => socket.readyState !== socket.OPEN).length
  note("everything hostile at once", { ...figures, residentMb: largest(), membersLost: lost })
  for (const { socket } of members) socket.terminate()

  expect(server.isRunning()).toBe(true)
  expect(largest()).toBeLessThan(RESIDENT_MB_MAX)
  expect(times.length).toBeGreaterThan(SECONDS)
  expect(p99).toBeLessThan(ACKNOWLEDGED_MS_MAX)
  expect(lost).toBe(0)
})
