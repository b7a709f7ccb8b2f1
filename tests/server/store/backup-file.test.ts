/** The file of a backup: what it is, what it may not be, and what becomes of older ones. */
import { copyFile, open, readFile, stat, truncate, writeFile } from "node:fs/promises"
import { DatabaseSync } from "node:sqlite"
import { expect, test } from "vitest"
import { SEAL_BYTES, seal } from "../../../src/server/store/transfer/seal.ts"
import { backUp, newFile, restore, runCommand } from "../../support/backups.ts"
import { archivedIn, copy, seedStore, storePlaces } from "../../support/copies.ts"
import { openTestStore } from "../../support/test-store.ts"

const pathOf = (url: string) => url.slice(url.indexOf(":") + 1)

function run(path: string, sql: string) {
  using database = new DatabaseSync(path)
  database.exec(sql)
}

/** A backup of some rooms, and a place with other ones. */
async function aBackup() {
  const source = await storePlaces.sqlite()
  const target = await storePlaces.sqlite()
  const backup = await newFile()
  await seedStore(source.url)
  await seedStore(target.url, { rooms: 3, messages: 4 })
  await backUp(source.url, backup.file)
  return {
    source: source.url,
    target: target.url,
    file: backup.file,
    async [Symbol.asyncDispose]() {
      for (const one of [source, target, backup]) await one[Symbol.asyncDispose]()
    },
  }
}

async function flip(file: string, at: number) {
  await using handle = await open(file, "r+")
  const { buffer } = await handle.read({ buffer: Buffer.alloc(1), position: at })
  await handle.write(Buffer.from([buffer[0]! ^ 0x10]), 0, 1, at)
}

test("a backup is a database that any program for SQLite can read", async () => {
  await using made = await aBackup()
  using database = new DatabaseSync(made.file, { readOnly: true })
  const one = (sql: string) => Object.values(database.prepare(sql).get() ?? {})[0]
  expect(one("SELECT count(*) FROM messages")).toBe(30)
  expect(one("PRAGMA integrity_check")).toBe("ok")
  expect(one("PRAGMA journal_mode")).toBe("delete")
})

test("a single wrong bit, wherever it is, is noticed before anything is changed", async () => {
  await using made = await aBackup()
  const before = await archivedIn(made.target)
  const { size } = await stat(made.file)
  const whole = await readFile(made.file)
  for (let n = 0; n < 40; n++) {
    await writeFile(made.file, whole)
    // The first 16 bytes say that it is a database at all.
    const at = 16 + Math.floor(((size - 17) * n) / 39)
    await flip(made.file, at)
    await expect(restore(made.file, made.target), `byte ${at}`).rejects.toThrow(
      /backup\.db is (damaged: |not whole: )/,
    )
  }
  expect(await archivedIn(made.target)).toEqual(before)
})

test.each([1, 50, 100, 4_096, 20_000])(
  "a backup that lacks its last %i bytes is refused",
  async (count) => {
    await using made = await aBackup()
    await truncate(made.file, (await stat(made.file)).size - count)
    await expect(restore(made.file, made.target)).rejects.toThrow(
      /backup\.db is (damaged: |not whole: )/,
    )
  },
)

test("another program's file and a newer version's are refused", async () => {
  await using made = await aBackup()
  await using other = await newFile()
  await writeFile(other.file, "chat ".repeat(2_000))
  await expect(restore(other.file, made.target)).rejects.toThrow(/is no backup of Confab's$/)
  await using foreign = await newFile()
  new DatabaseSync(foreign.file).exec("CREATE TABLE notes (text)")
  await expect(restore(foreign.file, made.target)).rejects.toThrow(/belongs to another program$/)
  await using newer = await newFile()
  run(pathOf(made.source), "PRAGMA user_version = 9999")
  await copyFile(pathOf(made.source), newer.file)
  await expect(restore(newer.file, made.target)).rejects.toThrow(/by a newer version of Confab$/)
  await expect(backUp(made.source, `${newer.file}2`)).rejects.toThrow(
    /by a newer version of Confab$/,
  )
  await truncate(made.file, (await stat(made.file)).size - SEAL_BYTES)
  run(made.file, "PRAGMA user_version = 9999")
  await seal(made.file)
  await expect(restore(made.file, made.target)).rejects.toThrow(/by a newer version of Confab$/)
})

test("Confab neither starts on a backup nor copies one, and leaves it as it is", async () => {
  await using made = await aBackup()
  const before = await readFile(made.file)
  const url = `sqlite:${made.file}`
  const reason = /backup\.db is a backup: `npm run restore -- .*backup\.db` puts what it holds/
  await expect(openTestStore(url)).rejects.toThrow(reason)
  await expect(copy(url, made.target)).rejects.toThrow(reason)
  await expect(copy(made.target, url)).rejects.toThrow(reason)
  await expect(backUp(url, `${made.file}2`)).rejects.toThrow(reason)
  await expect(restore(made.file, url)).rejects.toThrow(/cannot be restored onto itself$/)
  expect(await readFile(made.file)).toEqual(before)
})

test("a plain copy of a database is restored too", async () => {
  await using source = await storePlaces.sqlite()
  await using target = await storePlaces.json()
  await using plain = await newFile()
  await seedStore(source.url)
  await using store = await openTestStore(source.url)
  new DatabaseSync(pathOf(source.url)).exec(`VACUUM INTO '${plain.file}'`)
  await store.close()
  const before = await readFile(plain.file)
  await restore(plain.file, target.url)
  const { origin, ...kept } = await archivedIn(source.url)
  expect(await archivedIn(target.url)).toMatchObject(kept)
  expect((await archivedIn(target.url)).origin.epoch).not.toBe(origin.epoch)
  expect(await readFile(plain.file)).toEqual(before)
})

test("what was said in deleted rooms is not in a backup", async () => {
  await using place = await storePlaces.sqlite()
  await using backup = await newFile()
  await seedStore(place.url)
  using database = new DatabaseSync(pathOf(place.url))
  database.exec(
    "PRAGMA foreign_keys = OFF; DELETE FROM rooms WHERE id = 2; INSERT INTO deleted_rooms (id) VALUES (2)",
  )
  database.exec("UPDATE messages SET content = 'unsayable' WHERE room_id = 2")
  expect(await backUp(place.url, backup.file)).toMatchObject({ rooms: 2, messages: 20 })
  expect((await readFile(backup.file)).includes("unsayable")).toBe(false)
})

test("data that cannot be read are kept too, with their log of the last changes", async () => {
  await using made = await aBackup()
  const path = pathOf(made.target)
  await writeFile(path, "chat ".repeat(2_000))
  await writeFile(`${path}-wal`, "the last words")
  const aside = pathOf((await restore(made.file, made.target)) as string)
  expect(String(await readFile(aside))).toMatch(/^chat /)
  expect(String(await readFile(`${aside}-wal`))).toBe("the last words")
  expect((await archivedIn(made.target)).messages.length).toBe(30)
})

test("another program's data are left alone", async () => {
  await using made = await aBackup()
  await using foreign = await newFile()
  new DatabaseSync(foreign.file).exec("CREATE TABLE notes (text)")
  const before = await readFile(foreign.file)
  await expect(restore(made.file, `sqlite:${foreign.file}`)).rejects.toThrow(
    /belongs to another program$/,
  )
  expect(await readFile(foreign.file)).toEqual(before)
})

test("the commands say in one line what they did", async () => {
  await using made = await aBackup()
  await using backup = await newFile()
  expect(await runCommand("backup", [backup.file], { url: made.source })).toEqual({
    code: 0,
    errors: "",
    output: expect.stringMatching(
      /^(.* a second\n)*backed up 3 rooms and 30 messages of \/.* to \/.*backup\.db in [\d.]+ s\n$/,
    ),
  })
  expect(await runCommand("restore", [backup.file], { url: made.target })).toEqual({
    code: 0,
    errors: "",
    output: expect.stringMatching(
      /^(.* a second\n)*restored 3 rooms and 30 messages of 2\S+Z into \/.* in [\d.]+ s; what was there is kept as \/.*\.before-restore-\S+\n$/,
    ),
  })
})

test.each([
  ["backup", { args: [] }, /^backup: usage: npm run backup -- FILE/],
  ["backup", { args: ["a", "b"] }, /^backup: usage: /],
  ["restore", { args: [] }, /^restore: usage: npm run restore -- FILE/],
  ["backup", { args: ["/dev/null/x"], url: "json:a" }, /^backup: .*(ENOTDIR|EEXIST)/],
  [
    "restore",
    { args: ["/nowhere"], url: "mysql://ann:secret@x/chat" },
    /^restore: wrong values.*"mysql:\/\/x\/chat" is not a/,
  ],
  ["backup", { args: ["/tmp/never"], url: "sqlite::memory:" }, /^backup: .* ends with its process/],
  [
    "backup",
    { args: ["/tmp/never"], url: "postgres://ann:secret@127.0.0.1:1/chat" },
    /^backup: postgres:\/\/127\.0\.0\.1:1\/chat cannot be opened: .*ECONNREFUSED/,
  ],
] as const)("npm run %s with %j says why not in one line", async (command, asked, reason) => {
  const { args, ...place } = { url: "", ...asked }
  const { code, output, errors } = await runCommand(command, [...args], place)
  expect([code, output]).toEqual([1, ""])
  expect(errors).toMatch(reason)
  expect(errors).toMatch(/^.+\n$/)
  expect(errors).not.toContain("secret")
})
