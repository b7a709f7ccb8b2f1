/**
 * Data of former versions, as this one finds them. What is in tests/fixtures stays as that version wrote it; the SQL is
 * `pg_dump --inserts` of a schema confab_fixture, without what sets a session up.
 */
import { copyFile, mkdir, readdir, readFile } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { Client } from "pg"
import { describe, expect, test } from "vitest"
import { backUp, newFile, restore } from "../../support/backups.ts"
import { archivedIn, type Kind, seedStore, storePlaces } from "../../support/copies.ts"
import { postgres, temporarySchema } from "../../support/postgres.ts"
import { codeOf, draft, openTestStore } from "../../support/test-store.ts"

type Contents = Awaited<ReturnType<typeof archivedIn>>

const fixtures = resolve(import.meta.dirname, "../../fixtures")
const dates = await readdir(fixtures)

const fixture = (date: string, name: string) => join(fixtures, date, name)

/** What this version finds in a fixture: no message had an account before there were any. */
async function contentsOf(date: string): Promise<Contents> {
  const contents: Contents = JSON.parse(await readFile(fixture(date, "contents.json"), "utf8"))
  const messages = contents.messages.map((message) => ({ ...message, personId: null }))
  return { ...contents, messages }
}

/** A place with the store of a fixture, as that version left it. */
async function storeOf(date: string, kind: Kind) {
  if (kind === "postgres") {
    const schema = await temporarySchema()
    const dump = await readFile(fixture(date, "postgres.sql"), "utf8")
    await schema.run(dump.replaceAll("confab_fixture", schema.name))
    return schema
  }
  const place = await storePlaces[kind]()
  const path = place.url.slice(`${kind}:`.length)
  await mkdir(dirname(path))
  await copyFile(fixture(date, kind === "sqlite" ? "confab.db" : "chat.json"), path)
  return place
}

describe.each(dates)("of %s", (date) => {
  const upgrades = (kind: Kind) => {
    test(`a store as ${kind} is opened with all that was in it`, async () => {
      await using place = await storeOf(date, kind)
      expect(await archivedIn(place.url)).toEqual(await contentsOf(date))
    })

    test(`a store as ${kind} goes on where it was`, async () => {
      await using place = await storeOf(date, kind)
      await checkGoesOn(place.url, await contentsOf(date))
    })

    test(`a backup is restored into ${kind}`, async () => {
      await using place = await storePlaces[kind]()
      const file = fixture(date, "backup.db")
      const before = await readFile(file)
      await seedStore(place.url)
      await restore(file, place.url)
      const { origin: _, ...contents } = await contentsOf(date)
      expect(await archivedIn(place.url)).toMatchObject(contents)
      expect(await readFile(file)).toEqual(before)
    })

    test(`a store as ${kind} is kept aside for a backup of today`, async () => {
      await using source = await storePlaces.sqlite()
      await using backup = await newFile()
      await seedStore(source.url)
      await backUp(source.url, backup.file)
      await using place = await storeOf(date, kind)
      const aside = await restore(backup.file, place.url)
      const { origin: _, ...contents } = await archivedIn(source.url)
      expect(await archivedIn(place.url)).toMatchObject(contents)
      expect(await archivedIn(aside as string)).toEqual(await contentsOf(date))
    })
  }

  const kinds: Kind[] = ["sqlite", "json"]
  for (const kind of kinds) {
    upgrades(kind)

    test(`a backup of a store as ${kind} is taken before it is opened`, async () => {
      await using place = await storeOf(date, kind)
      await using backup = await newFile()
      await using target = await storePlaces.sqlite()
      await backUp(place.url, backup.file)
      await restore(backup.file, target.url)
      const { origin: _, ...contents } = await contentsOf(date)
      expect(await archivedIn(target.url)).toMatchObject(contents)
    })
  }

  postgres.describe("in Postgres", () => {
    upgrades("postgres")

    test("nodes of the older version are not kept waiting for a backup that is being taken", async () => {
      await using place = await storeOf(date, "postgres")
      const backup = new Client({ connectionString: place.url })
      await backup.connect()
      try {
        await backup.query("BEGIN; LOCK TABLE messages IN ACCESS SHARE MODE")
        const starting = openTestStore(place.url)
        await expect(starting).rejects.toThrow(/cannot be opened: .* lock timeout$/)
      } finally {
        await backup.end()
      }
      expect(await archivedIn(place.url)).toEqual(await contentsOf(date))
    })

    test("a backup of a store in Postgres waits for this version to be started", async () => {
      await using place = await storeOf(date, "postgres")
      await using backup = await newFile()
      await expect(backUp(place.url, backup.file)).rejects.toThrow(
        /was written by an older version of Confab: take this with that version, or start this one first$/,
      )
      await (await openTestStore(place.url)).close()
      expect(await backUp(place.url, backup.file)).toMatchObject({ rooms: 2 })
    })
  })
})

async function checkGoesOn(url: string, { origin, rooms, messages }: Contents) {
  const [{ id: roomId, lastSeq } = { id: 0, lastSeq: 0 }] = rooms
  const sent = messages.find((message) => message.roomId === roomId && message.clientId !== null)
  const { id, seq, username, content, clientId = null } = sent ?? expect.fail("no client id")
  const retry = draft(roomId, content, { by: username, clientId })
  for (const time of [1, 2]) {
    await using store = await openTestStore(url)
    expect(store.epoch).toBe(origin.epoch)
    expect(await store.append(retry)).toMatchObject({ created: false, message: { id, seq } })
    expect(await codeOf(store.append({ ...retry, content: "else" }))).toBe("CLIENT_ID_CONFLICT")
    expect(await store.say(roomId, `next ${time}`, { personId: time })).toMatchObject({
      id: origin.lastMessageId + time,
      seq: lastSeq + time,
    })
    expect(await store.after(roomId, lastSeq)).toMatchObject({ latestSeq: lastSeq + time })
  }
  const kept = await archivedIn(url)
  expect(kept.messages).toHaveLength(messages.length + 2)
  for (const message of messages) expect(kept.messages).toContainEqual(message)
  const added = kept.messages.filter((message) => message.id > origin.lastMessageId)
  expect(added.map(({ personId }) => personId)).toEqual([1, 2])
}
