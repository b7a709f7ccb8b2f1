import { rm } from "node:fs/promises"
import { DatabaseSync } from "node:sqlite"
import { expect, test } from "vitest"
import { inTransaction } from "../../../src/server/store/sqlite/transaction.ts"
import { durableStoreContract } from "../../contracts/durable-store.contract.ts"
import { storeContract } from "../../contracts/store.contract.ts"
import { fileFor } from "../../support/place.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"
import { openTestStore } from "../../support/test-store.ts"

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

test("what a batch began and could not end is taken back before the next", () => {
  const database = new DatabaseSync(":memory:")
  database.exec("CREATE TABLE words (word)")
  const say = inTransaction(database, ({ id, input }) => {
    database.prepare("INSERT INTO words VALUES (?)").run(String(input))
    if (input === "broken") throw new Error("the disk is gone")
    return { id, value: null }
  })
  const asked = (input: string) => ({ id: 1, method: "append" as const, input })
  const refused = { id: 1, refusal: { code: "STORE_UNAVAILABLE" } }
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

/** As a database was that Kysely had migrated: it listed its migrations in a table. */
const asKyselyLeftIt = (path: string, ...migrations: string[]) =>
  run(
    path,
    `PRAGMA user_version = 0;
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

  asKyselyLeftIt(path, "0001-room-log", "0002-telepathy")
  await expect(openTestStore(urlOf(path))).rejects.toThrow("was written by a newer version")
})
