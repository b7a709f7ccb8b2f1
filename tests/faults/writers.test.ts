/** Sixteen writers through every door and nothing breaks: the measure for all the days on which something does. */
import { expect, test } from "vitest"
import { amount } from "../support/amount.ts"
import { note } from "../support/figures.ts"
import { createLedger, nothingWrong, wholeRoom } from "../support/ledger.ts"
import { reach } from "../support/reach.ts"
import { startServerProcess } from "../support/server-process.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"
import { rest } from "../support/visitors.ts"
import { startWriters } from "../support/writers.ts"

const WRITERS = 16
const MESSAGES = amount(1_000, 5_000)

test.each(["sqlite:chat.db", "json:chat.json"])(
  `what ${WRITERS} writers say is there, once, in order: %s`,
  { timeout: 30_000 + MESSAGES * 50 },
  async (url) => {
    await using folder = await temporaryFolder()
    const env = { DATABASE_URL: url.replace(":", `:${folder.path}/`), RATE_LIMIT: "off" }
    await using process = await startServerProcess(env)
    const server = reach(process.url)
    const reader = rest.visit(server, "reader")
    const { id: roomId } = await reader.createRoom("lobby")
    const ledger = createLedger()
    const began = performance.now()
    const stop = startWriters({ server, ledger, roomId, count: WRITERS })
    await ledger.acknowledged(MESSAGES)
    const seconds = (performance.now() - began) / 1_000
    await stop()
    expect(ledger.audit(roomId, await wholeRoom(reader, roomId))).toEqual(nothingWrong)
    note(`${WRITERS} writers, ${url}`, {
      acknowledged: MESSAGES,
      "messages a second": Math.round(MESSAGES / seconds),
      "p50 ms": ledger.wait(0.5),
      "p99 ms": ledger.wait(0.99),
    })
  },
)
