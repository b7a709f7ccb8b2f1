import type { Client, ClientBase } from "pg"
import { STORE_CONNECTIONS_MAX, STORE_MIGRATION_MS_MAX } from "../../limits.ts"
import type { CommitSizes, Store } from "../store.ts"
import { check, checkWriting, readable } from "./check.ts"
import { shareStore } from "./claim.ts"
import { createCommits } from "./commits.ts"
import { openConnection, placeOf, type Settings, settingsOf } from "./connection.ts"
import { endInTime } from "./deadline.ts"
import { migrate } from "./migrate.ts"
import { createPool } from "./pool.ts"
import { examinePooler } from "./pooler.ts"
import { createReads } from "./reads.ts"
import { examineRights } from "./rights.ts"
import { createRoomWrites } from "./rooms.ts"
import { createSession } from "./session.ts"
import { createSweep } from "./sweep.ts"
import { inTransaction } from "./transaction.ts"
import { refuseUnfinished } from "./transfer-marker.ts"

/** Postgres, for several nodes on one database. What one of them has acknowledged, all can read. */
export async function openPostgresStore(url: string, sizes?: CommitSizes): Promise<Store> {
  const { epoch, settings } = await prepare(url)
  const greet = (client: ClientBase) => shareStore(client, epoch)
  const pool = createPool(settings, greet)
  const session = createSession(settings, greet)
  // Also a node that has nothing to write yet is to be seen by who would restore a backup.
  session.client().catch(() => {})
  const commit = inTransaction({ session, ask: pool.ask })
  const commits = createCommits(async (drafts, until) => {
    const answers = await commit(drafts, until)
    sizes?.observe(drafts.length)
    return answers
  })
  const sweep = createSweep(pool.change)
  sweep.start()
  const { createRoom, deleteRoom } = createRoomWrites(pool, sweep.start)

  return {
    ...createReads(pool.ask),
    epoch,
    readsAtOnce: STORE_CONNECTIONS_MAX,
    createRoom: (room) => commits.inTurn(() => createRoom(room)),
    deleteRoom: (roomId) => commits.inTurn(() => deleteRoom(roomId)),
    append: commits.make,
    async close() {
      await Promise.all([commits.close(), sweep.stop()])
      await Promise.all([pool.close(), session.end()])
    },
  }
}

type Prepared = { epoch: string; settings: Settings }

/** Brings the database up to this version. Rejects with an Error for people. */
async function prepare(url: string): Promise<Prepared> {
  const where = placeOf(url)
  let client: Client | undefined
  try {
    // Certificates that the URL names are read at once.
    const settings = settingsOf(url)
    client = await openConnection(settings, { query_timeout: STORE_MIGRATION_MS_MAX })
    await check(client, where)
    await examinePooler(client, settings, STORE_CONNECTIONS_MAX)
    await checkWriting(client)
    await migrate(client, where)
    await examineRights(client, where)
    await refuseUnfinished(client, where)
    const { rows } = await client.query(STAND)
    const { epoch, path } = rows[0]
    // Whatever becomes the default, every later connection leads to the same tables.
    return { epoch, settings: { ...settings, session: { ...settings.session, search_path: path } } }
  } catch (error) {
    throw readable(error, where)
  } finally {
    if (client) await endInTime(client)
  }
}

const STAND =
  "SELECT value AS epoch, current_setting('search_path') AS path FROM meta WHERE key = 'epoch'"
