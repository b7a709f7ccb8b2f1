import { EXCERPT_CHARS_MAX } from "../../../shared/limits.ts"
import type { Message, Room } from "../../../shared/schema.ts"
import { storeErrors } from "../errors.ts"
import { type ActivityRow, activityOf, type LogRow, replayOf } from "../rows.ts"
import type { Store } from "../store.ts"
import type { RunStatement } from "./pool.ts"

export const roomColumns = `id, name, created_at AS "createdAt"`

const messageColumns = `
  messages.id, messages.room_id AS "roomId", messages.seq, messages.username, messages.content,
  messages.created_at AS timestamp, messages.client_id AS "clientId"`

type Reads = Pick<Store, "rooms" | "room" | "activity" | "heads" | "history" | "replay">

export function createReads(read: RunStatement): Reads {
  async function room(roomId: number): Promise<Room> {
    const [found] = await read<Room>(statements.room, [roomId])
    if (!found) throw storeErrors.roomNotFound()
    return found
  }

  return {
    room,

    rooms: ({ after, limit }) => read<Room>(statements.rooms, [after, limit]),

    activity: async ({ after, limit }) =>
      (await read<ActivityRow>(statements.activity, [after, limit])).map(activityOf),

    heads: (roomIds) => read(statements.heads, [roomIds]),

    async history({ roomId, before = Number.MAX_SAFE_INTEGER, after, limit }) {
      const page =
        after === undefined
          ? (await read<Message>(statements.older, [roomId, before, limit])).reverse()
          : await read<Message>(statements.newer, [roomId, after, limit])
      if (page.length === 0) await room(roomId)
      return page
    },

    async replay({ roomId, after, limit }) {
      const rows = await read<LogRow>(statements.replay, [roomId, after, after + limit])
      return replayOf(rows, { after, limit })
    },
  }
}

// A deleted room's messages are removed a little later than the room.
const inRoom = "room_id = $1 AND EXISTS (SELECT FROM rooms WHERE id = $1)"

const statements = {
  room: { name: "room", text: `SELECT ${roomColumns} FROM rooms WHERE id = $1` },
  rooms: {
    name: "rooms",
    text: `SELECT ${roomColumns} FROM rooms WHERE id > $1 ORDER BY id LIMIT $2`,
  },
  // Two index look-ups a room, however many messages it has.
  activity: {
    name: "activity",
    text: `SELECT rooms.id AS "roomId", rooms.last_seq AS seq, last.*
     FROM rooms LEFT JOIN LATERAL (
       SELECT username, left(content, ${EXCERPT_CHARS_MAX}) AS content, created_at AS timestamp
       FROM messages WHERE room_id = rooms.id ORDER BY id DESC LIMIT 1
     ) AS last ON true
     WHERE rooms.id > $1 ORDER BY rooms.id LIMIT $2`,
  },
  heads: {
    name: "heads",
    text: `SELECT id AS "roomId", last_seq AS seq FROM rooms WHERE id = ANY($1::bigint[]) ORDER BY id`,
  },
  older: {
    name: "older",
    text: `SELECT ${messageColumns} FROM messages WHERE ${inRoom} AND id < $2
     ORDER BY id DESC LIMIT $3`,
  },
  newer: {
    name: "newer",
    text: `SELECT ${messageColumns} FROM messages WHERE ${inRoom} AND id > $2
     ORDER BY id LIMIT $3`,
  },
  // One statement, so that `latestSeq` and the events are of the same moment. Without events: one row of nulls.
  replay: {
    name: "replay",
    text: `SELECT rooms.last_seq AS "latestSeq", ${messageColumns}
     FROM rooms
     LEFT JOIN room_events ON room_events.room_id = rooms.id
       AND room_events.seq > $2 AND room_events.seq <= $3 AND rooms.last_seq <= $3
     LEFT JOIN messages ON messages.id = room_events.message_id
     WHERE rooms.id = $1
     ORDER BY room_events.seq`,
  },
}
