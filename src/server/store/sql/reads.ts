import type { Kysely } from "kysely"
import type { Message } from "../../../shared/schema.ts"
import { refusals } from "../refusals.ts"
import type { Store } from "../store.ts"
import type { Tables } from "./tables.ts"

const roomColumns = ["id", "name", "created_at as createdAt"] as const

const messageColumns = [
  "messages.id",
  "messages.room_id as roomId",
  "messages.seq",
  "messages.username",
  "messages.content",
  "messages.created_at as timestamp",
  "messages.client_id as clientId",
] as const

/** Everything that can be asked without changing anything. */
export function createReads(
  db: Kysely<Tables>,
): Pick<Store, "rooms" | "room" | "history" | "replay"> {
  const room = (roomId: number) =>
    db
      .selectFrom("rooms")
      .select(roomColumns)
      .where("id", "=", roomId)
      .executeTakeFirstOrThrow(refusals.roomNotFound)

  return {
    room,

    rooms: ({ after, limit }) =>
      db
        .selectFrom("rooms")
        .select(roomColumns)
        .where("id", ">", after)
        .orderBy("id")
        .limit(limit)
        .execute(),

    async history({ roomId, before = Number.MAX_SAFE_INTEGER, limit }) {
      const newestFirst = await db
        .selectFrom("messages")
        .select(messageColumns)
        .where("room_id", "=", roomId)
        .where("id", "<", before)
        .orderBy("id", "desc")
        .limit(limit)
        .execute()
      if (newestFirst.length === 0) await room(roomId)
      return newestFirst.reverse()
    },

    async replay(from) {
      const rows = await selectLog(db, from)
      const [first] = rows
      if (!first) throw refusals.roomNotFound()
      const { latestSeq } = first
      const complete = from.after <= latestSeq && latestSeq - from.after <= from.limit
      return { latestSeq, events: rows.filter(isMessage).map(messageEvent), complete }
    },
  }
}

/** One statement, so that `latestSeq` and the events are of the same moment. Without events: one row of nulls. */
const selectLog = (db: Kysely<Tables>, { roomId, after, limit }: Parameters<Store["replay"]>[0]) =>
  db
    .selectFrom("rooms")
    .leftJoin("room_events", (join) =>
      join
        .onRef("room_events.room_id", "=", "rooms.id")
        .on("room_events.seq", ">", after)
        .on("rooms.last_seq", "<=", after + limit),
    )
    .leftJoin("messages", "messages.id", "room_events.message_id")
    .select("rooms.last_seq as latestSeq")
    .select(messageColumns)
    .where("rooms.id", "=", roomId)
    .orderBy("room_events.seq")
    .execute()

type LogRow = Awaited<ReturnType<typeof selectLog>>[number]
type MessageRow = LogRow & Message

const isMessage = (row: LogRow): row is MessageRow => row.id !== null

const messageEvent = ({ latestSeq: _, ...message }: MessageRow) => ({
  type: "message" as const,
  ...message,
})
