/** A hundred people speak at once, through every door: all who listen, and history, tell the same story. */
import { expect, test } from "vitest"
import { startTestApp } from "../support/app.ts"
import { rawDialect, trpcDialect } from "../support/followers.ts"
import { createLedger, nothingWrong, wholeRoom } from "../support/ledger.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"
import { doors } from "../support/visitors.ts"

const SENDERS = 100
const OBSERVERS = 10
const MESSAGES_EACH = 4

test.each(["sqlite:chat.db", "json:chat.json"])(
  "there is one order for everybody: %s",
  async (url) => {
    await using folder = await temporaryFolder()
    await using app = await startTestApp({ databaseUrl: url.replace(":", `:${folder.path}/`) })
    const roomId = await app.room()
    const ledger = createLedger()
    const observe = (n: number, after?: number) => {
      const { follow } = n % 2 === 0 ? trpcDialect : rawDialect
      return follow(app, {
        roomId,
        username: `observer ${n}`,
        ...(after !== undefined && { after }),
      })
    }
    const present = Array.from({ length: OBSERVERS }, (_, n) => observe(n))
    for (const observer of present) await observer.hears("users_list")

    const everybody = Array.from({ length: SENDERS }, (_, n) => n)
    const speak = async (sender: number) => {
      const username = `sender ${sender}`
      const visitor = doors[sender % doors.length]!.visit(app, username)
      const words = Array.from({ length: MESSAGES_EACH }, (_, n) => `${sender}-${n}`)
      await Promise.all(
        words.map((word) =>
          ledger.send(visitor, { roomId, username, clientId: word, content: word }),
        ),
      )
    }
    const speaking = everybody.map(speak)
    await Promise.race(speaking)
    const late = Array.from({ length: OBSERVERS }, (_, n) => observe(OBSERVERS + n, 0))
    await Promise.all(speaking)

    expect(ledger.withFate("acknowledged")).toHaveLength(SENDERS * MESSAGES_EACH)
    const stories = await Promise.all(doors.map((door) => wholeRoom(door.visit(app, "x"), roomId)))
    for (const story of stories) expect(story).toMatchObject(stories[0]!)
    expect(ledger.audit(roomId, stories[0]!)).toEqual(nothingWrong)
    const contents = stories[0]!.map(({ content }) => content)
    for (const { all } of [...present, ...late]) {
      const heard = () => all("message").map(({ content }) => content)
      await expect.poll(heard, { timeout: 10_000 }).toEqual(contents)
    }
  },
)
