import { expect, test } from "vitest"
import {
  backupContract,
  backupSourceContract,
  restoreContract,
} from "../../contracts/backup.contract.ts"
import { backUp, newFile, restore } from "../../support/backups.ts"
import { archivedIn, seedStore } from "../../support/copies.ts"
import { postgres, temporarySchema } from "../../support/postgres.ts"
import { codeOf, openTestStore } from "../../support/test-store.ts"

postgres.describe("backups and Postgres", () => {
  backupContract("postgres", "postgres")
  backupContract("postgres", "sqlite")
  backupContract("postgres", "json")
  backupContract("sqlite", "postgres")
  backupContract("json", "postgres")
  backupSourceContract("postgres")
  restoreContract("postgres")

  test("a node that was not noticed refuses everything from then on", async () => {
    await using place = await temporarySchema()
    await using backup = await newFile()
    await seedStore(place.url)
    await backUp(place.url, backup.file)
    await using store = await openTestStore(place.url)
    const [room] = await store.rooms({ after: 0, limit: 1 })
    const roomId = room?.id as number
    await store.say(roomId, "I am here")
    await place.endConnections()
    await restore(backup.file, place.url)

    expect(await codeOf(store.say(roomId, "and still am"))).toBe("STORE_UNAVAILABLE")
    expect(await codeOf(store.rooms({ after: 0, limit: 1 }))).toBe("STORE_UNAVAILABLE")
    await expect(store.room(roomId)).rejects.toMatchObject({
      cause: { message: expect.stringContaining("was restored since this node was started") },
    })
    expect((await archivedIn(place.url)).messages.length).toBe(30)
  })

  test("a node that only listens is noticed, one in another schema is not", async () => {
    await using place = await temporarySchema()
    await using elsewhere = await temporarySchema()
    await using backup = await newFile()
    await seedStore(place.url)
    await backUp(place.url, backup.file)
    await using _ = await openTestStore(elsewhere.url)
    await using store = await openTestStore(place.url)
    // Its own connection may still be on its way.
    await store.rooms({ after: 0, limit: 1 })
    await expect(restore(backup.file, place.url)).rejects.toThrow(
      /^postgres:\/\/\S+ is in use by Confab at \S+: stop every node first$/,
    )
    await store.close()
    await restore(backup.file, place.url)
  })

  test("all that is Confab's is kept aside, and nothing else", async () => {
    await using place = await temporarySchema()
    await using backup = await newFile()
    await seedStore(place.url)
    await place.run("CREATE TABLE notes (text text)")
    const tables = () =>
      place.run(`SELECT schemaname LIKE '%_before_restore_%' AS aside, tablename FROM pg_tables
        WHERE starts_with(schemaname, '${place.name}') ORDER BY aside, tablename`)
    const before = await tables()
    await backUp(place.url, backup.file)
    await restore(backup.file, place.url)
    const moved = before.filter(({ tablename }) => tablename !== "notes")
    expect(await tables()).toEqual([...before, ...moved.map((one) => ({ ...one, aside: true }))])
  })

  test("who may not make schemas is told which right is missing, and nothing has changed", async () => {
    await using place = await temporarySchema()
    await using backup = await newFile()
    await seedStore(place.url)
    await backUp(place.url, backup.file)
    const { name } = place
    await place.run(`CREATE ROLE ${name} LOGIN; GRANT CREATE, USAGE ON SCHEMA ${name} TO ${name};
      DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = '${name}'
        LOOP EXECUTE format('ALTER TABLE %I OWNER TO ${name}', t); END LOOP; END $$`)
    const url = new URL(place.url)
    url.username = name
    try {
      await expect(restore(backup.file, url.href)).rejects.toThrow(
        /does not let Confab keep what is there: GRANT CREATE ON DATABASE … TO /,
      )
      expect((await archivedIn(place.url)).messages.length).toBe(30)
    } finally {
      await place.run(
        `REASSIGN OWNED BY ${name} TO CURRENT_USER; DROP OWNED BY ${name}; DROP ROLE ${name}`,
      )
    }
  })
})
