import { type Client, escapeIdentifier } from "pg"
import { fill } from "../transfer/fill.ts"
import { noIds, type Restoration } from "../transfer/restoration.ts"
import { asideName } from "../transfer/set-aside.ts"
import { originOf } from "./archive.ts"
import { takeStoreAlone } from "./claim.ts"
import { copyWithin, isUsed } from "./copy.ts"
import { endInTime } from "./deadline.ts"
import { migrateWithin, refuseNewer, versionOf } from "./migrate.ts"
import { lockFor, openTransferConnection } from "./transfer-connection.ts"
import { isMarked } from "./transfer-marker.ts"

/** All that the migrations make: none may stay in the way of the next ones. */
const TABLES = "rooms messages room_events deleted_rooms meta confab_migrations".split(" ")
const NAME_BYTES_MAX = 63
const NO_RIGHTS = "42501"

/**
 * One transaction, from setting aside what is there to the last row: what is cut short leaves everything as it was. Rejects
 * with an Error for people when the store is in use.
 */
export const restorePostgres = (url: string): Promise<Restoration> =>
  openTransferConnection(url, async (client, where) => {
    await lockFor("write", client)
    await takeStoreAlone(client, where)
    await client.query("BEGIN ISOLATION LEVEL READ COMMITTED")
    const { last, aside } = await clear(client, where)
    await migrateWithin(client, where)
    return {
      last,
      async fill({ file, archive }, origin, tell) {
        const copy = await copyWithin(client, origin)
        await fill({ ...archive, origin }, copy, { from: file, to: where, tell })
      },
      async release() {
        await client.query("COMMIT")
        return aside && `the schema ${aside}`
      },
      close: () => endInTime(client),
    }
  })

/** Makes room in the schema. What nobody has ever used, or what was to become a copy and did not, need not be kept. */
async function clear(client: Client, where: string) {
  const had = await versionOf(client)
  refuseNewer(had, where)
  if (had === 0) return { last: noIds, aside: null }
  const last = await originOf(client)
  if ((await isUsed(client)) && !(await isMarked(client)))
    return { last, aside: await keepAside(client, where) }
  await client.query(`DROP TABLE ${TABLES.join(", ")}`)
  return { last, aside: null }
}

/** Moves the tables with all that belongs to them, in no time, into a schema of their own. Answers its name. */
async function keepAside(client: Client, where: string): Promise<string> {
  const { rows } = await client.query("SELECT current_schema() AS schema, current_user AS user")
  const suffix = asideName("").replaceAll(/\W/g, "_").toLowerCase()
  const name = rows[0].schema.slice(0, NAME_BYTES_MAX - suffix.length) + suffix
  try {
    await client.query(`CREATE SCHEMA ${escapeIdentifier(name)}`)
  } catch (error) {
    if ((error as { code?: string }).code !== NO_RIGHTS) throw error
    throw new Error(
      `${where} does not let Confab keep what is there: GRANT CREATE ON DATABASE … TO ${rows[0].user}`,
    )
  }
  for (const table of TABLES)
    await client.query(`ALTER TABLE ${table} SET SCHEMA ${escapeIdentifier(name)}`)
  return name
}
