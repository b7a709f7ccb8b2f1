import type { Client } from "pg"
import type { ChatError } from "../../../shared/errors.ts"
import type { Message } from "../../../shared/schema.ts"
import { CLOCK_HELD_MS_MAX } from "../clock.ts"
import { storeErrors } from "../errors.ts"
import type { Appended, Draft } from "../store.ts"

export type AppendResult = Appended | ChatError

/** Of a transaction that is not committed yet. `xid` is its id, undefined when it has changed nothing. */
export type Batch = { results: AppendResult[]; added: Message[]; xid: string | undefined }

/**
 * Opens a transaction and appends all drafts in it; a refused draft leaves the others alone. The caller has to commit.
 * One round trip of three statements: the rooms are locked first, in the order of their ids against deadlocks, and the
 * statement after that sees what the last holder of the locks has committed.
 */
export async function append(client: Client, drafts: Draft[]): Promise<Batch> {
  const { unique, indexes } = deduplicate(drafts)
  const [, , { rows }] = await Promise.all([
    client.query("BEGIN ISOLATION LEVEL READ COMMITTED"),
    client.query({ ...lockRooms, values: [unique.map(({ roomId }) => roomId)] }),
    client.query<Row>({ ...appendAll, values: columnsOf(unique) }),
  ])
  const stored = new Map(rows.map((row) => [row.place, storedOf(row, unique)]))
  const added = [...stored.values()].filter(({ created }) => created)

  return {
    results: drafts.map((draft, at) => {
      const index = indexes[at] as number
      const appended = stored.get(index)
      if (!appended) return storeErrors.roomNotFound()
      const { message, created } = appended
      if (message.content !== draft.content) return storeErrors.clientIdConflict()
      return { message, created: created && unique[index]?.at === at }
    }),
    added: added.map(({ message }) => message),
    xid: rows[0]?.xid,
  }
}

/** A retry may come in the same batch as the first try: one of them goes to the database, and both get its result. */
function deduplicate(drafts: Draft[]) {
  const unique: UniqueDraft[] = []
  const indexByKey = new Map<string, number>()
  const indexes = drafts.map((draft, at) => {
    const key = draft.clientId === null ? "" : keyOf(draft)
    const index = indexByKey.get(key) ?? unique.push({ ...draft, at }) - 1
    if (key) indexByKey.set(key, index)
    return index
  })
  return { unique, indexes }
}

type UniqueDraft = Draft & { at: number }

/** No part can hold a NUL: the schema refuses it. */
const keyOf = ({ roomId, usernameKey, clientId }: Draft) => `${roomId}\0${usernameKey}\0${clientId}`

const columnsOf = (drafts: Draft[]) => [
  drafts.map(({ roomId }) => roomId),
  drafts.map(({ username }) => username),
  drafts.map(({ usernameKey }) => usernameKey),
  drafts.map(({ content }) => content),
  drafts.map(({ clientId }) => clientId),
  drafts.map(({ personId }) => personId),
]

/** A message added now comes back without what its draft says. */
type Row = { place: number; xid: string; id: number; seq: number; timestamp: string } & (
  | { created: true }
  | { created: false; username: string; content: string }
)

function storedOf(row: Row, drafts: Draft[]): Appended {
  const draft = drafts[row.place] as Draft
  const { roomId, clientId } = draft
  const { id, seq, timestamp, created } = row
  const { username, content } = created ? draft : row
  return { message: { id, roomId, seq, username, content, timestamp, clientId }, created }
}

const lockRooms = {
  name: "lock-rooms",
  text: "SELECT FROM rooms WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE",
}

const NOW = "date_trunc('milliseconds', statement_timestamp())"

/**
 * The time is the database's, one clock for all nodes, and like [ours](../clock.ts) held where it was set back by a little
 * since the room's last message. LATERAL with LIMIT keeps to the indexes, whatever size the tables had when the plan was
 * made.
 */
const appendAll = {
  name: "append",
  text: `
    WITH drafts AS MATERIALIZED (
      SELECT draft.*, room.last_seq, room.last_at, sent.*
      FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
        WITH ORDINALITY AS draft (room_id, username, username_key, content, client_id, person_id, place)
      CROSS JOIN LATERAL (
        SELECT last_seq, last_at FROM rooms WHERE id = draft.room_id LIMIT 1
      ) AS room
      LEFT JOIN LATERAL (
        SELECT id AS sent_id, seq AS sent_seq, created_at AS sent_at,
          username AS sent_username, content AS sent_content
        FROM messages
        WHERE room_id = draft.room_id AND username_key = draft.username_key
          AND client_id = draft.client_id
        LIMIT 1
      ) AS sent ON true
    ),
    unsent AS (
      SELECT *, last_seq + row_number() OVER (PARTITION BY room_id ORDER BY place) AS seq,
        CASE WHEN last_at > ${NOW} + interval '${CLOCK_HELD_MS_MAX} milliseconds' THEN ${NOW}
          ELSE greatest(last_at, ${NOW}) END AS at
      FROM drafts WHERE sent_id IS NULL ORDER BY place
    ),
    added AS MATERIALIZED (SELECT nextval('messages_id_seq') AS id, unsent.* FROM unsent),
    stored AS (
      INSERT INTO messages
        (id, room_id, seq, username, username_key, person_id, content, created_at, client_id)
      SELECT id, room_id, seq, username, username_key, person_id, content, at, client_id FROM added
    ),
    logged AS (
      INSERT INTO room_events (room_id, seq, kind, message_id, at)
      SELECT room_id, seq, 'message', id, at FROM added
    ),
    counted AS (
      UPDATE rooms SET last_seq = latest.seq, last_at = latest.at
      FROM (SELECT room_id, max(seq) AS seq, max(at) AS at FROM added GROUP BY room_id) AS latest
      WHERE rooms.id = latest.room_id
    )
    SELECT place - 1 AS place, pg_current_xact_id()::text AS xid, id, seq, at AS timestamp,
      true AS created, NULL AS username, NULL AS content
    FROM added
    UNION ALL
    SELECT place - 1, pg_current_xact_id()::text, sent_id, sent_seq, sent_at,
      false, sent_username, sent_content
    FROM drafts WHERE sent_id IS NOT NULL`,
}
