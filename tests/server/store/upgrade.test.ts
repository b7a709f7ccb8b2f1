/**
 * Data of former versions, as this one finds them. What is in tests/fixtures stays as that version wrote it; the SQL is
 * `pg_dump --inserts` of a schema confab_fixture, without what sets a session up.
 */
import { copyFile, readdir, readFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { describe, expect, test } from "vitest"
import { goBack } from "../../support/backups.ts"
import { type Kind, keptIn, places } from "../../support/copies.ts"
import { postgres, temporarySchema } from "../../support/postgres.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"

const fixtures = resolve(import.meta.dirname, "../../fixtures")
const dates = await readdir(fixtures)

const contentsOf = async (date: string) =>
  JSON.parse(await readFile(join(fixtures, date, "contents.json"), "utf8"))

describe.each(dates)("of %s", (date) => {
  test.each([
    ["sqlite", "confab.db"],
    ["json", "chat.json"],
  ])("a store as %s is opened with all that was in it", async (kind, name) => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, name)
    await copyFile(join(fixtures, date, name), path)
    expect(await keptIn(`${kind}:${path}`)).toMatchObject(await contentsOf(date))
  })

  const kinds: Kind[] = ["sqlite", "json"]
  test.each(kinds)("a backup is restored into %s", (kind) => checkRestored(date, kind))

  postgres.describe("in Postgres", () => {
    test("a store is opened with all that was in it", async () => {
      await using place = await temporarySchema()
      const dump = await readFile(join(fixtures, date, "postgres.sql"), "utf8")
      await place.run(dump.replaceAll("confab_fixture", place.name))
      expect(await keptIn(place.url)).toMatchObject(await contentsOf(date))
    })

    test("a backup is restored", () => checkRestored(date, "postgres"))
  })
})

async function checkRestored(date: string, kind: Kind) {
  await using place = await places[kind]()
  const file = join(fixtures, date, "backup.db")
  const before = await readFile(file)
  await goBack(file, place.url)
  const { origin: _, ...contents } = await contentsOf(date)
  expect(await keptIn(place.url)).toMatchObject(contents)
  expect(await readFile(file)).toEqual(before)
}
