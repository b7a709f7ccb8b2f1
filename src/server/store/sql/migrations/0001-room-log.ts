import { randomBytes } from "node:crypto"
import { type Kysely, sql } from "kysely"
import type { Tables } from "../tables.ts"

/** Rooms, their messages and the log of what happened in them. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await createRooms(db)
  await createMessages(db)
  await createRoomEvents(db)
  await createMeta(db)
}

const createRooms = (db: Kysely<Tables>) =>
  db.schema
    .createTable("rooms")
    .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("name_key", "text", (column) => column.notNull().unique())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("last_seq", "integer", (column) => column.notNull().defaultTo(0))
    .execute()

async function createMessages(db: Kysely<Tables>) {
  await db.schema
    .createTable("messages")
    .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("room_id", "integer", (column) =>
      column.notNull().references("rooms.id").onDelete("cascade"),
    )
    .addColumn("seq", "integer", (column) => column.notNull())
    .addColumn("username", "text", (column) => column.notNull())
    .addColumn("username_key", "text", (column) => column.notNull())
    .addColumn("content", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("client_id", "text")
    .addUniqueConstraint("messages_once", ["room_id", "username_key", "client_id"])
    .execute()
  await db.schema
    .createIndex("messages_by_room")
    .on("messages")
    .columns(["room_id", "id"])
    .execute()
}

/** No foreign key on `message_id`: checking it would cost an index, and both tables empty with their room. */
const createRoomEvents = (db: Kysely<Tables>) =>
  db.schema
    .createTable("room_events")
    .addColumn("room_id", "integer", (column) =>
      column.notNull().references("rooms.id").onDelete("cascade"),
    )
    .addColumn("seq", "integer", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("message_id", "integer", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("room_events_order", ["room_id", "seq"])
    .modifyEnd(sql`without rowid`)
    .execute()

async function createMeta(db: Kysely<Tables>) {
  await db.schema
    .createTable("meta")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .execute()
  const epoch = { key: "epoch", value: randomBytes(6).toString("hex") }
  await db.insertInto("meta").values(epoch).execute()
}
