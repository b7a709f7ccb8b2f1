/** Fifty people on a bad network, in a busy room whose server restarts meanwhile: nobody misses or repeats a word. */
import { setInterval as every, setTimeout as wait } from "node:timers/promises"
import { expect, test } from "vitest"
import { amount } from "../support/amount.ts"
import { startCuttingProxy } from "../support/cutting-proxy.ts"
import { note } from "../support/figures.ts"
import { createLedger, type Ledger, nothingWrong, wholeRoom } from "../support/ledger.ts"
import { followRaw, followTyped } from "../support/persistent-followers.ts"
import { type Reach, reach } from "../support/reach.ts"
import { startServerProcess } from "../support/server-process.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"
import { doors, rest } from "../support/visitors.ts"

const FOLLOWERS = 50
const MESSAGES = amount(1_000, 20_000)
const MESSAGES_PER_SECOND = 200
const CUTS_PER_SECOND = 25
const SENDERS = 20
const RETRY_MS = 50

test("cut off again and again, everybody hears every message once and in order", {
  timeout: 60_000 + MESSAGES * 20,
}, async () => {
  await using folder = await temporaryFolder()
  const env = { DATABASE_URL: `sqlite:${folder.path}/chat.db`, RATE_LIMIT: "off" }
  const first = await startServerProcess(env)
  await using proxy = await startCuttingProxy(() => first.url)
  const server = reach(first.url)
  const roomId = (await rest.visit(server, "founder").createRoom("lobby")).id
  const followers = Array.from({ length: FOLLOWERS }, (_, n) => {
    const follow = n % 2 === 0 ? followTyped : followRaw
    return follow({ url: proxy.url, roomId, username: `follower ${n}` })
  })
  await expect.poll(() => followers.every(({ isIn }) => isIn())).toBe(true)

  const ledger = createLedger()
  const cutting = setInterval(proxy.cutOne, 1_000 / CUTS_PER_SECOND)
  const sending = sendSteadily({ server, ledger, roomId })
  await ledger.acknowledged(MESSAGES / 2)
  await first.stop()
  await using second = await startServerProcess({ ...env, PORT: new URL(first.url).port })
  await sending
  clearInterval(cutting)

  const found = await wholeRoom(rest.visit(reach(second.url), "reader"), roomId)
  expect(ledger.audit(roomId, found)).toEqual(nothingWrong)
  expect(ledger.withFate("acknowledged")).toHaveLength(MESSAGES)
  const everySeq = found.map(({ seq }) => seq)
  for (const { seqs } of followers)
    await expect.poll(() => seqs, { timeout: 20_000 }).toEqual(everySeq)
  const comebacks = followers.map((follower) => follower.comebacks())
  expect(Math.min(...comebacks)).toBeGreaterThan(0)
  note("resume storm", {
    followers: FOLLOWERS,
    messages: MESSAGES,
    comebacks: comebacks.reduce((sum, one) => sum + one),
  })
  await Promise.all([...followers.map(({ leave }) => leave()), server.leaveAll()])
})

type Sending = { server: Reach; ledger: Ledger; roomId: number }

/** Through all doors in turn, at an even pace, restart or not. */
async function sendSteadily(sending: Sending) {
  const senders = Array.from({ length: SENDERS }, (_, n) => createSender(sending, n))
  const sendings: Promise<void>[] = []
  for await (const _ of every(1_000 / MESSAGES_PER_SECOND)) {
    const n = sendings.length
    sendings.push(senders[n % SENDERS]!.send(`${n}`))
    if (n + 1 === MESSAGES) break
  }
  await Promise.all(sendings)
}

function createSender({ server, ledger, roomId }: Sending, number: number) {
  const username = `sender ${number}`
  const visit = () => doors[number % doors.length]!.visit(server, username)
  let visitor = visit()

  /** Again and again, always with the same client id. */
  async function send(clientId: string): Promise<void> {
    const used = visitor
    const message = { roomId, username, clientId, content: `word ${clientId}` }
    const { fate } = await ledger.send(used, message)
    if (fate === "acknowledged") return
    if (fate === "unknown" && used === visitor) visitor = visit()
    await wait(RETRY_MS)
    await send(clientId)
  }
  return { send }
}
