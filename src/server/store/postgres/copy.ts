import type { Client } from "pg"
import type {
  ArchivedEvent,
  ArchivedMessage,
  ArchivedRoom,
  Copy,
  Origin,
  Page,
} from "../transfer/archive.ts"
import { targetNotNew } from "../transfer/transfer-errors.ts"
import { readPostgres, readWithin } from "./archive.ts"
import { endWithDeadline } from "./deadline.ts"
import { migrate } from "./migrate.ts"
import { lockFor, openTransferConnection } from "./transfer-connection.ts"
import { isUnfinished, markUnfinished, unmarkUnfinished } from "./transfer-marker.ts"

/** Creates the tables when they are missing. Rejects with an Error for operators when they have been used already. */
export const startPostgresCopy = (url: string, origin: Origin): Promise<Copy> =>
  openTransferConnection(url, async (client, where) => {
    await lockFor("write", client)
    await migrate(client, where)
    if (!(await isUnfinished(client)) && (await isUsed(client))) throw targetNotNew(where)
    await markUnfinished(client)
    await resetTables(client, origin)
    return createCopy(client, url)
  })

/** All rows in one transaction: what is cut short leaves nothing but the mark. */
const createCopy = (client: Client, url: string): Copy => ({
  write: (page) => insert(client, page),
  async reread() {
    await finish(client)
    await client.query("COMMIT")
    return readPostgres(url)
  },
  release: () => unmarkUnfinished(client),
  close: () => endWithDeadline(client),
})

/** Into empty tables, within the transaction that the connection is in, which the caller commits. */
export async function copyWithin(client: Client, origin: Origin): Promise<Copy> {
  await setOrigin(client, origin)
  return {
    write: (page) => insert(client, page),
    async reread() {
      await finish(client)
      return readWithin(client)
    },
    release: async () => undefined,
    close: async () => undefined,
  }
}

async function insert(client: Client, { kind, rows }: Page): Promise<void> {
  switch (kind) {
    case "rooms":
      return void (await client.query({ ...statements.rooms, values: roomColumns(rows) }))
    case "messages":
      return void (await client.query({ ...statements.messages, values: messageColumns(rows) }))
    case "events":
      return void (await client.query({ ...statements.events, values: eventColumns(rows) }))
    default:
      return kind satisfies never
  }
}

async function finish(client: Client): Promise<void> {
  await client.query(statements.lastTimes)
  await client.query("ANALYZE rooms, messages, room_events")
}

export async function isUsed(client: Client): Promise<boolean> {
  const { rows } = await client.query("SELECT FROM rooms_id_seq WHERE is_called")
  return rows.length > 0
}

async function resetTables(client: Client, origin: Origin) {
  await client.query("BEGIN ISOLATION LEVEL READ COMMITTED")
  await client.query("TRUNCATE rooms, messages, room_events, deleted_rooms")
  await setOrigin(client, origin)
}

async function setOrigin(client: Client, { epoch, lastRoomId, lastMessageId }: Origin) {
  await client.query("UPDATE meta SET value = $1 WHERE key = 'epoch'", [epoch])
  await client.query(statements.lastIds, [lastRoomId, lastMessageId])
}

const roomColumns = (rows: ArchivedRoom[]) => [
  rows.map(({ id }) => id),
  rows.map(({ name }) => name),
  rows.map(({ key }) => key),
  rows.map(({ createdAt }) => createdAt),
  rows.map(({ lastSeq }) => lastSeq),
]

const messageColumns = (rows: ArchivedMessage[]) => [
  rows.map(({ id }) => id),
  rows.map(({ roomId }) => roomId),
  rows.map(({ seq }) => seq),
  rows.map(({ username }) => username),
  rows.map(({ usernameKey }) => usernameKey),
  rows.map(({ personId }) => personId),
  rows.map(({ content }) => content),
  rows.map(({ timestamp }) => timestamp),
  rows.map(({ clientId }) => clientId),
]

const eventColumns = (rows: ArchivedEvent[]) => [
  rows.map(({ roomId }) => roomId),
  rows.map(({ seq }) => seq),
  rows.map(({ kind }) => kind),
  rows.map(({ messageId }) => messageId),
  rows.map(({ at }) => at),
]

const statements = {
  rooms: {
    name: "copy-rooms",
    text: `INSERT INTO rooms (id, name, name_key, created_at, last_seq, last_at)
      SELECT id, name, key, at, seq, at
      FROM unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::bigint[])
        AS room (id, name, key, at, seq)`,
  },
  messages: {
    name: "copy-messages",
    text: `INSERT INTO messages
        (id, room_id, seq, username, username_key, person_id, content, created_at, client_id)
      SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[],
        $6::bigint[], $7::text[], $8::timestamptz[], $9::text[])`,
  },
  events: {
    name: "copy-events",
    text: `INSERT INTO room_events (room_id, seq, kind, message_id, at)
      SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::timestamptz[])`,
  },
  // Other stores have no such column.
  lastTimes: `UPDATE rooms SET last_at = greatest(last_at, latest.at)
    FROM (SELECT room_id, max(created_at) AS at FROM messages GROUP BY room_id) AS latest
    WHERE rooms.id = latest.room_id`,
  lastIds: `SELECT setval('rooms_id_seq', greatest($1, 1), $1 > 0),
    setval('messages_id_seq', greatest($2, 1), $2 > 0)`,
}
