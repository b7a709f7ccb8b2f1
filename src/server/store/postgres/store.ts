import type { Client, ClientBase } from "pg"
import { STORE_CONNECTIONS_MAX, STORE_MIGRATION_MS_MAX } from "../../limits.ts"
import type { CommitSizes, Store } from "../store.ts"
import { check, checkWriting, operatorError } from "./check.ts"
import { displayUrl, openConnection, type Settings, settingsOf } from "./connection.ts"
import { endWithDeadline } from "./deadline.ts"
import { GroupCommit } from "./group-commit.ts"
import { migrate } from "./migrate.ts"
import { createPool } from "./pool.ts"
import { checkPooler } from "./pooler.ts"
import { createReads } from "./reads.ts"
import { checkRights } from "./rights.ts"
import { createRoomWrites } from "./rooms.ts"
import { createSession } from "./session.ts"
import { lockStoreShared } from "./store-lock.ts"
import { createSweep } from "./sweep.ts"
import { createBatchCommit } from "./transaction.ts"
import { refuseUnfinished } from "./transfer-marker.ts"

/** For several nodes on one database. What one of them has acknowledged, all can read. */
export async function openPostgresStore(url: string, sizes?: CommitSizes): Promise<Store> {
  const { epoch, settings } = await prepare(url)
  const verify = (client: ClientBase) => lockStoreShared(client, epoch)
  const pool = createPool(settings, verify)
  const session = createSession(settings, verify)
  // A node with nothing to write yet must hold the shared lock too.
  session.client().catch(() => {})
  const commitBatch = createBatchCommit({ session, read: pool.read })
  const groupCommit = new GroupCommit(async (drafts, deadlines) => {
    const results = await commitBatch(drafts, deadlines)
    sizes?.observe(drafts.length)
    return results
  })
  const sweep = createSweep(pool.write)
  sweep.request()
  const { createRoom, deleteRoom } = createRoomWrites(pool, sweep.request)

  return {
    ...createReads(pool.read),
    epoch,
    readsAtOnce: STORE_CONNECTIONS_MAX,
    createRoom: (room) => groupCommit.change(() => createRoom(room)),
    deleteRoom: (roomId) => groupCommit.change(() => deleteRoom(roomId)),
    append: (draft) => groupCommit.append(draft),
    async close() {
      await Promise.all([groupCommit.close(), sweep.stop()])
      await Promise.all([pool.close(), session.end()])
    },
  }
}

type Prepared = { epoch: string; settings: Settings }

async function prepare(url: string): Promise<Prepared> {
  const where = displayUrl(url)
  let client: Client | undefined
  try {
    // Reads the certificates that the URL names.
    const settings = settingsOf(url)
    client = await openConnection(settings, { query_timeout: STORE_MIGRATION_MS_MAX })
    await check(client, where)
    await checkPooler(client, settings, STORE_CONNECTIONS_MAX)
    await checkWriting(client)
    await migrate(client, where)
    await checkRights(client, where)
    await refuseUnfinished(client, where)
    const { rows } = await client.query(EPOCH)
    const { epoch, path } = rows[0]
    // Every later connection leads to the same tables, even if the default changes.
    return { epoch, settings: { ...settings, session: { ...settings.session, search_path: path } } }
  } catch (error) {
    throw operatorError(error, where)
  } finally {
    if (client) await endWithDeadline(client)
  }
}

const EPOCH =
  "SELECT value AS epoch, current_setting('search_path') AS path FROM meta WHERE key = 'epoch'"
