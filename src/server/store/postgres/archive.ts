import type { Client } from "pg"
import { COPY_PAGE_ROWS_MAX } from "../../limits.ts"
import type { Archive, Origin, Page } from "../transfer/archive.ts"
import { noStoreAt } from "../transfer/transfer-errors.ts"
import { endWithDeadline } from "./deadline.ts"
import { migrate, refuseOtherVersion, versionOf } from "./migrate.ts"
import { lockFor, openTransferConnection } from "./transfer-connection.ts"
import { refuseUnfinished } from "./transfer-marker.ts"

/** The store as it is now, while it may be in use; migrated first. */
export const openPostgresArchive = (url: string): Promise<Archive> =>
  openTransferConnection(url, async (client, where) => {
    if ((await versionOf(client)) === 0) throw noStoreAt(where)
    await lockFor("read", client)
    await migrate(client, where)
    await refuseUnfinished(client, where)
    return read(client)
  })

/** Without migrating: a node of another version may be using it. */
export const openPostgresUnmigrated = (url: string): Promise<Archive> =>
  openTransferConnection(url, async (client, where) => {
    if ((await versionOf(client)) === 0) throw noStoreAt(where)
    await lockFor("read", client)
    await refuseOtherVersion(client, where)
    await refuseUnfinished(client, where)
    return read(client)
  })

/** The caller holds the lock. */
export const readPostgres = (url: string): Promise<Archive> => openTransferConnection(url, read)

async function read(client: Client): Promise<Archive> {
  // Such a transaction sees one moment, from its first statement on.
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
  const archive = await readWithin(client)
  const before = await fingerprintOf(client)
  return {
    ...archive,
    async isCurrent() {
      await client.query("COMMIT")
      return (await fingerprintOf(client)) === before
    },
    close: () => endWithDeadline(client),
  }
}

export async function readWithin(client: Client): Promise<Archive> {
  return {
    origin: await originOf(client),
    async *pages() {
      for (const kind of ["rooms", "messages", "events"] as const) yield* pagesOf(client, kind)
    },
    isCurrent: async () => true,
    close: async () => undefined,
  }
}

export async function originOf(client: Client): Promise<Origin> {
  const { rows } = await client.query<Origin>(statements.origin)
  return rows[0] as Origin
}

async function fingerprintOf(client: Client): Promise<string> {
  const { rows } = await client.query(statements.fingerprint)
  return JSON.stringify(rows)
}

async function* pagesOf(client: Client, kind: Page["kind"]): AsyncGenerator<Page> {
  await client.query(`DECLARE ${kind}_page NO SCROLL CURSOR FOR ${statements[kind]}`)
  while (true) {
    const { rows } = await client.query(`FETCH ${COPY_PAGE_ROWS_MAX} FROM ${kind}_page`)
    if (rows.length > 0) yield { kind, rows } as Page
    if (rows.length < COPY_PAGE_ROWS_MAX) return
  }
}

const lastOf = (sequence: string) =>
  `(SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM ${sequence})`

// A deleted room's messages are removed a little later than the room.
const roomExists = "EXISTS (SELECT FROM rooms WHERE rooms.id = room_id)"

const statements = {
  origin: `SELECT (SELECT value FROM meta WHERE key = 'epoch') AS epoch,
    ${lastOf("rooms_id_seq")} AS "lastRoomId", ${lastOf("messages_id_seq")} AS "lastMessageId"`,
  fingerprint: `SELECT ${lastOf("rooms_id_seq")} AS created, count(*), sum(last_seq)::text AS events FROM rooms`,
  rooms: `SELECT id, name, name_key AS key, created_at AS "createdAt", last_seq AS "lastSeq"
    FROM rooms ORDER BY id`,
  messages: `SELECT id, room_id AS "roomId", seq, username, username_key AS "usernameKey",
    person_id AS "personId", content, created_at AS timestamp, client_id AS "clientId" FROM messages
    WHERE ${roomExists} ORDER BY room_id, id`,
  events: `SELECT room_id AS "roomId", seq, kind, message_id AS "messageId", at
    FROM room_events WHERE ${roomExists} ORDER BY room_id, seq`,
}
