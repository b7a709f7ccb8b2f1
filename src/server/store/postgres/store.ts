import { Client, type ClientBase } from "pg"
import { STORE_CONNECTIONS_MAX, STORE_MIGRATION_MS_MAX } from "../../../shared/limits.ts"
import type { CommitSizes, Store } from "../store.ts"
import { shareStore } from "./claim.ts"
import { createCommits } from "./commits.ts"
import { placeOf, settingsOf } from "./connection.ts"
import { examine, readable } from "./examine.ts"
import { endInTime } from "./in-time.ts"
import { refuseUnfinished } from "./mark.ts"
import { migrate } from "./migrate.ts"
import { createPool } from "./pool.ts"
import { createReads } from "./reads.ts"
import { examineRights } from "./rights.ts"
import { createRoomWrites } from "./rooms.ts"
import { createSession } from "./session.ts"
import { createSweep } from "./sweep.ts"
import { inTransaction } from "./transaction.ts"

/** Postgres, for several nodes on one database. What one of them has acknowledged, all can read. */
export async function openPostgresStore(url: string, sizes?: CommitSizes): Promise<Store> {
  const epoch = await prepare(url)
  const settings = settingsOf(url)
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

/** Brings the database up to this version and answers its epoch. Rejects with an Error for people. */
async function prepare(url: string): Promise<string> {
  const where = placeOf(url)
  const client = newClient(url, where)
  try {
    await client.connect()
    await examine(client, where)
    await migrate(client, where)
    await examineRights(client, where)
    await refuseUnfinished(client, where)
    const { rows } = await client.query("SELECT value FROM meta WHERE key = 'epoch'")
    return rows[0].value
  } catch (error) {
    throw readable(error, where)
  } finally {
    await endInTime(client)
  }
}

/** Certificates that the URL names are read at once. */
function newClient(url: string, where: string): Client {
  try {
    const client = new Client({ ...settingsOf(url), query_timeout: STORE_MIGRATION_MS_MAX })
    return client.on("error", () => {})
  } catch (error) {
    throw readable(error, where)
  }
}
