import { readFile, writeFile } from "node:fs/promises"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, onTestFinished, test, vi } from "vitest"
import { createClock } from "../../../src/server/store/clock.ts"
import { postgres, temporarySchema } from "../../support/postgres.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"
import { openTestStore } from "../../support/test-store.ts"

function setClock() {
  vi.useFakeTimers({ toFake: ["Date"] })
  onTestFinished(() => void vi.useRealTimers())
  return (time: string) => void vi.setSystemTime(time)
}

test("a clock set back by a little stands still until the time has come again", () => {
  const set = setClock()
  const now = createClock()
  set("2026-03-29T02:30:00.900Z")
  expect(now()).toBe("2026-03-29T02:30:00.900Z")
  set("2026-03-29T02:30:00.000Z")
  expect(now()).toBe("2026-03-29T02:30:00.900Z")
  set("2026-03-29T02:30:01.000Z")
  expect(now()).toBe("2026-03-29T02:30:01.000Z")
})

test("a clock that was wrong for a moment is right again", () => {
  const set = setClock()
  const now = createClock()
  set("2100-01-01T00:00:00Z")
  now()
  for (const time of ["2026-03-29T02:30:00.000Z", "2026-03-29T02:30:00.001Z"]) {
    set(time)
    expect(now()).toBe(time)
  }
})

const FUTURE = "2100-01-01T00:00:00.000Z"

async function sqlitePlace() {
  const folder = await temporaryFolder()
  return {
    url: `sqlite:${folder.path}/chat.db`,
    async date(time: string) {
      using database = new DatabaseSync(`${folder.path}/chat.db`)
      database.exec(
        `UPDATE messages SET created_at = '${time}'; UPDATE room_events SET at = '${time}'`,
      )
    },
    [Symbol.asyncDispose]: folder[Symbol.asyncDispose],
  }
}

async function jsonPlace() {
  const folder = await temporaryFolder()
  const path = `${folder.path}/chat.json`
  return {
    url: `json:${path}`,
    async date(time: string) {
      const text = await readFile(path, "utf8")
      await writeFile(path, text.replaceAll(/("timestamp": )"[^"]*"/g, `$1"${time}"`))
    },
    [Symbol.asyncDispose]: folder[Symbol.asyncDispose],
  }
}

async function postgresPlace() {
  const schema = await temporarySchema()
  return {
    url: schema.url,
    date: (time: string) =>
      schema.run(
        `UPDATE messages SET created_at = '${time}'; UPDATE room_events SET at = '${time}';
         UPDATE rooms SET last_at = '${time}'`,
      ),
    [Symbol.asyncDispose]: schema[Symbol.asyncDispose],
  }
}

type Place = AsyncDisposable & { url: string; date(time: string): Promise<unknown> }

function recovers(open: () => Promise<Place>) {
  test("a message of the future does not date those after it, which stay after it", async () => {
    await using place = await open()
    const before = await openTestStore(place.url)
    const roomId = await before.newRoom("lobby")
    await before.say(roomId, "from the future")
    await before.close()
    await place.date(FUTURE)
    await using store = await openTestStore(place.url)
    const began = Date.now()
    const { seq, timestamp } = await store.say(roomId, "now")
    expect(seq).toBe(2)
    expect(Math.abs(Date.parse(timestamp) - began)).toBeLessThan(60_000)
    expect((await store.say(roomId, "later")).timestamp >= timestamp).toBe(true)
    const history = await store.history({ roomId, limit: 10 })
    expect(history.map(({ content }) => content)).toEqual(["from the future", "now", "later"])
    expect(history[0]?.timestamp).toBe(FUTURE)
    expect((await store.activity({ after: 0, limit: 1 }))[0]?.last?.content).toBe("later")
  })
}

describe("SQLite", () => recovers(sqlitePlace))
describe("JSON", () => recovers(jsonPlace))
postgres.describe("Postgres", () => recovers(postgresPlace))
