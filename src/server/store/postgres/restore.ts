import { type Client, escapeIdentifier } from "pg"
import { previousName } from "../transfer/previous-data.ts"
import { noIds, type Restoration } from "../transfer/restoration.ts"
import { transfer } from "../transfer/transfer.ts"
import { originOf } from "./archive.ts"
import { copyWithin, isUsed } from "./copy.ts"
import { endWithDeadline } from "./deadline.ts"
import { migrateWithin, refuseNewer, versionOf } from "./migrate.ts"
import { lockStoreExclusively } from "./store-lock.ts"
import { lockFor, openTransferConnection } from "./transfer-connection.ts"
import { isUnfinished } from "./transfer-marker.ts"

const TABLES = "rooms messages room_events deleted_rooms meta confab_migrations".split(" ")
const NAME_BYTES_MAX = 63
const NO_RIGHTS = "42501"

/** One transaction: what is cut short leaves everything as it was. Rejects with an Error for operators when it is in use. */
export const restorePostgres = (url: string): Promise<Restoration> =>
  openTransferConnection(url, async (client, where) => {
    await lockFor("write", client)
    await lockStoreExclusively(client, where)
    await client.query("BEGIN ISOLATION LEVEL READ COMMITTED")
    const { lastIds, previous } = await clearSchema(client, where)
    await migrateWithin(client, where)
    return {
      lastIds,
      async fill({ file, archive }, origin, onProgress) {
        const copy = await copyWithin(client, origin)
        await transfer({ ...archive, origin }, copy, { from: file, to: where, onProgress })
      },
      async release() {
        await client.query("COMMIT")
        return previous && `the schema ${previous}`
      },
      close: () => endWithDeadline(client),
    }
  })

/** Removes the tables from the schema. An unused store and an unfinished copy need not be kept. */
async function clearSchema(client: Client, where: string) {
  const version = await versionOf(client)
  refuseNewer(version, where)
  if (version === 0) return { lastIds: noIds, previous: null }
  const lastIds = await originOf(client)
  if ((await isUsed(client)) && !(await isUnfinished(client)))
    return { lastIds, previous: await keepPrevious(client, where) }
  await client.query(`DROP TABLE ${TABLES.join(", ")}`)
  return { lastIds, previous: null }
}

/** Copies nothing. Returns the name of the schema. */
async function keepPrevious(client: Client, where: string): Promise<string> {
  const { rows } = await client.query("SELECT current_schema() AS schema, current_user AS user")
  const suffix = previousName("").replaceAll(/\W/g, "_").toLowerCase()
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
