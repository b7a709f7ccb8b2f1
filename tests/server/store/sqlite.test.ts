import { rm } from "node:fs/promises"
import { DatabaseSync } from "node:sqlite"
import { expect, test } from "vitest"
import { createClock } from "../../../src/server/store/clock.ts"
import { createAppend } from "../../../src/server/store/sqlite/append.ts"
import { openForWriting } from "../../../src/server/store/sqlite/connection.ts"
import { createReads } from "../../../src/server/store/sqlite/reads.ts"
import { inTransaction } from "../../../src/server/store/sqlite/transaction.ts"
import { durableStoreContract } from "../../contracts/durable-store.contract.ts"
import { storeContract } from "../../contracts/store.contract.ts"
import { fileFor } from "../../support/store-place.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"
import { draft, openTestStore } from "../../support/test-store.ts"

const urlOf = (path: string) => `sqlite:${path}`

function run(path: string, sql: string) {
  const database = new DatabaseSync(path)
  database.exec(sql)
  database.close()
}

storeContract("sqlite", fileFor(urlOf))

test("the database itself holds no message twice, whoever writes to it", async () => {
  await using folder = await temporaryFolder()
  await using store = await openTestStore(urlOf(`${folder.path}/data`))
  await store.say(await store.newRoom("lobby"), "hi", { clientId: "c1" })
  const columns = "room_id, username, username_key, content, created_at, client_id"
  const copy = `INSERT INTO messages (seq, ${columns}) SELECT 2, ${columns} FROM messages`
  expect(() => run(`${folder.path}/data`, copy)).toThrow(/UNIQUE/)
})

/** As a database is whose server ended before it had swept away what was said in room 1. */
const deleteUnswept = (path: string) =>
  run(
    path,
    `PRAGMA foreign_keys = OFF;
     DELETE FROM rooms WHERE id = 1; INSERT INTO deleted_rooms (id) VALUES (1)`,
  )

/** Room 1 with more than goes at once, and room 2. */
async function talkedIn(path: string) {
  await using store = await openTestStore(urlOf(path))
  const rooms = [await store.newRoom("doomed"), await store.newRoom("lobby")] as const
  const say = (n: number) => store.say(rooms[0], `word ${n}`, { clientId: `${n}` })
  await Promise.all(Array.from({ length: 2_500 }, (_, n) => say(n)))
  await store.say(rooms[1], "still here")
  return rooms
}

function rowsIn(path: string) {
  using database = new DatabaseSync(path, { readOnly: true })
  return ["messages", "room_events", "deleted_rooms"].map(
    (table) => database.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.count,
  )
}

test("a deleted room's messages are seen by nobody, swept away or not", async () => {
  await using folder = await temporaryFolder()
  const path = `${folder.path}/chat.db`
  const [doomed, lobby] = await talkedIn(path)
  deleteUnswept(path)
  using database = openForWriting(path)
  const { history, replay, activity } = createReads(database)
  const append = createAppend(database, createClock())
  const isGone = expect.objectContaining({ code: "ROOM_NOT_FOUND" })
  expect(() => history({ roomId: doomed, limit: 10 })).toThrow(isGone)
  expect(() => history({ roomId: doomed, after: 1, limit: 10 })).toThrow(isGone)
  expect(() => replay({ roomId: doomed, after: 0, limit: 10 })).toThrow(isGone)
  expect(() => append(draft(doomed, "word 7", { clientId: "7" }))).toThrow(isGone)
  expect(activity({ after: 0, limit: 10 })).toMatchObject([{ roomId: lobby, seq: 1 }])
})

test("a deleted room's messages go piece by piece, while others talk", async () => {
  await using folder = await temporaryFolder()
  const path = `${folder.path}/chat.db`
  const [doomed, lobby] = await talkedIn(path)
  await using store = await openTestStore(urlOf(path))
  await store.deleteRoom(doomed)
  await store.say(lobby, "and talking")
  await expect.poll(() => rowsIn(path)).toEqual([2, 2, 0])
  expect(await store.texts(lobby)).toEqual(["still here", "and talking"])
})

test("what a server that ended left of a deleted room the next one sweeps away", async () => {
  await using folder = await temporaryFolder()
  const path = `${folder.path}/chat.db`
  await talkedIn(path)
  deleteUnswept(path)
  expect(rowsIn(path)).toEqual([2_501, 2_501, 1])
  await using _store = await openTestStore(urlOf(path))
  await expect.poll(() => rowsIn(path)).toEqual([1, 1, 0])
})

test("what a batch began and could not end is taken back before the next", () => {
  const database = new DatabaseSync(":memory:")
  database.exec("CREATE TABLE words (word)")
  const say = inTransaction(database, ({ id, input }) => {
    database.prepare("INSERT INTO words VALUES (?)").run(String(input))
    if (input === "broken") throw new Error("the disk is gone")
    return { id, value: null }
  })
  const asked = (input: string) => ({ id: 1, method: "append" as const, input })
  const refused = { id: 1, error: { code: "STORE_UNAVAILABLE" } }
  expect(say([asked("lost"), asked("broken")])).toMatchObject([refused, refused])
  expect(say([asked("kept")])).toEqual([{ id: 1, value: null }])
  expect(database.prepare("SELECT word FROM words").all()).toEqual([{ word: "kept" }])
})

durableStoreContract("sqlite", {
  urlOf,

  makeNewer: async (path) => run(path, "PRAGMA user_version = 9999"),

  async makeForeign(path) {
    await rm(path)
    run(path, "CREATE TABLE holiday_photos (id)")
  },
})

/** As a database was that Kysely had migrated: the first version of the tables, its migrations listed in one more. */
const asKyselyLeftIt = (path: string, ...migrations: string[]) =>
  run(
    path,
    `PRAGMA user_version = 0;
     DROP TABLE deleted_rooms;
     ALTER TABLE messages DROP COLUMN person_id;
     CREATE TABLE kysely_migration (name TEXT PRIMARY KEY, timestamp TEXT NOT NULL);
     CREATE TABLE kysely_migration_lock (id TEXT PRIMARY KEY, is_locked INTEGER NOT NULL);
     ${migrations.map((name) => `INSERT INTO kysely_migration VALUES ('${name}', '');`).join("")}`,
  )

test("a database whose migrations are listed in a table goes on as one that counts them", async () => {
  await using folder = await temporaryFolder()
  const path = `${folder.path}/chat.db`
  const before = await openTestStore(urlOf(path))
  const roomId = await before.newRoom("lobby")
  await before.say(roomId, "still there?")
  await before.close()
  asKyselyLeftIt(path, "0001-room-log")

  for (const time of ["first", "second"]) {
    await using store = await openTestStore(urlOf(path))
    expect([store.epoch, await store.texts(roomId)], time).toEqual([before.epoch, ["still there?"]])
  }

  asKyselyLeftIt(
    path,
    ...Array(99)
      .keys()
      .map((n) => `telepathy ${n}`),
  )
  await expect(openTestStore(urlOf(path))).rejects.toThrow("was written by a newer version")
})
