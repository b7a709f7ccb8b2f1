/** The plug is pulled while people write through every door: what was acknowledged is there, once, in order. */
import { expect, test } from "vitest"
import { amount } from "../support/amount.ts"
import { note } from "../support/figures.ts"
import {
  createLedger,
  type Entry,
  type Ledger,
  nothingWrong,
  wholeRoom,
} from "../support/ledger.ts"
import { type Reach, reach } from "../support/reach.ts"
import { startServerProcess } from "../support/server-process.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"
import { doors, rest } from "../support/visitors.ts"
import { startWriters } from "../support/writers.ts"

const WRITERS = 16
const CYCLES = amount(10, 500)
/** Of how many acknowledgements one life may at most see: short lives are killed while they are still warming up. */
const LIFE_MAX = 200
/** Older ones are looked at once more and deleted: the JSON store writes all there is at every commit. */
const ROOMS_KEPT = 25

test.concurrent.each(["sqlite:chat.db", "json:chat.json"])(
  `killed ${CYCLES} times under ${WRITERS} writers, it keeps what it acknowledged: %s`,
  { timeout: CYCLES * 8_000 },
  async (url) => {
    await using folder = await temporaryFolder()
    const env = { DATABASE_URL: url.replace(":", `:${folder.path}/`), RATE_LIMIT: "off" }
    const ledger = createLedger()
    const rooms: number[] = []
    let askedAgain = 0
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      await using process = await startServerProcess(env)
      const server = reach(process.url)
      const former = rooms.at(-1)
      if (former !== undefined) askedAgain += await settle(server, ledger, former)
      const roomId = await newRoom(server, `life ${cycle}`)
      if (rooms.push(roomId) > ROOMS_KEPT) await retire(server, ledger, rooms.shift()!)
      const stop = startWriters({ server, ledger, roomId, count: WRITERS })
      await ledger.acknowledged(Math.ceil(Math.random() * LIFE_MAX))
      await process.kill()
      await stop()
    }
    await using process = await startServerProcess(env)
    const server = reach(process.url)
    askedAgain += await settle(server, ledger, rooms.at(-1)!)
    for (const roomId of rooms)
      expect(ledger.audit(roomId, await roomIn(server, roomId))).toEqual(nothingWrong)
    note(`kill -9, ${url}`, {
      cycles: CYCLES,
      acknowledged: ledger.withFate("acknowledged").length,
      "asked again without an answer": askedAgain,
    })
  },
)

/** What the last life left behind; then whoever got no answer asks again, through whichever door: so many do. */
async function settle(server: Reach, ledger: Ledger, roomId: number): Promise<number> {
  const found = await roomIn(server, roomId)
  expect(ledger.audit(roomId, found)).toEqual(nothingWrong)
  const unknown = ledger.withFate("unknown").filter((entry) => entry.roomId === roomId)
  await Promise.all(unknown.map((entry, n) => retry(server, ledger, { entry, n })))
  expect(ledger.withFate("unknown")).toEqual([])
  expect(ledger.audit(roomId, await roomIn(server, roomId))).toEqual(nothingWrong)
  return unknown.length
}

async function retire(server: Reach, ledger: Ledger, roomId: number) {
  expect(ledger.audit(roomId, await roomIn(server, roomId))).toEqual(nothingWrong)
  await rest.visit(server, "a founder").deleteRoom(roomId)
}

const retry = (server: Reach, ledger: Ledger, { entry, n }: { entry: Entry; n: number }) =>
  ledger.send(doors[n % doors.length]!.visit(server, entry.username), entry)

const roomIn = (server: Reach, roomId: number) => wholeRoom(rest.visit(server, "a reader"), roomId)

async function newRoom(server: Reach, name: string): Promise<number> {
  return (await rest.visit(server, "a founder").createRoom(name)).id
}
