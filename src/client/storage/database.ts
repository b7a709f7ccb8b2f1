import {
  type DBSchema,
  type IDBPDatabase,
  type IDBPObjectStore,
  openDB,
  type StoreNames,
} from "idb"
import { ownName } from "../base.ts"
import type { Problem } from "../problem.ts"
import type { CachedPage } from "../room/state.ts"
import type { Room } from "../sdk/index.ts"

/** By a person's id: several may use one browser. */
type InRoom = [person: string, roomId: number]

interface Schema extends DBSchema {
  drafts: { key: InRoom; value: { text: string } }
  /** What the server has not stored yet; `at` grows, so that its index is the order of writing. */
  outbox: {
    key: [person: string, clientId: string]
    value: {
      person: string
      at: number
      roomId: number
      clientId: string
      content: string
      username: string
      timestamp: string
      state: "waiting" | "refused"
      why: Problem | null
    }
    indexes: { inOrder: [person: string, at: number] }
  }
  read: { key: InRoom; value: { seq: number } }
  rooms: { key: string; value: { rooms: Room[] } }
  /** Each room as its id and creation time. */
  muted: { key: string; value: { rooms: string[] } }
  /** The newest messages last known of a room, to be shown without a connection. */
  pages: { key: InRoom; value: CachedPage }
}

export type Database = IDBPDatabase<Schema>

type OutboxObjectStore = IDBPObjectStore<Schema, StoreNames<Schema>[], "outbox", "versionchange">

type DatabaseListeners = { onCreated?: () => void; onClosed?: () => void }

/** Rejects where the browser stores nothing: without IndexedDB even asking for it throws. */
export async function openDatabase({
  onCreated,
  onClosed,
}: DatabaseListeners = {}): Promise<Database> {
  return openDB<Schema>(ownName("confab"), 2, {
    // biome-ignore lint/complexity/useMaxParams: the shape that idb calls
    async upgrade(database, before, _now, transaction) {
      if (before < 2) database.createObjectStore("muted")
      if (before === 0) onCreated?.()
      if (before === 1) return dropWording(transaction.objectStore("outbox"))
      database.createObjectStore("drafts")
      const outbox = database.createObjectStore("outbox", { keyPath: ["person", "clientId"] })
      outbox.createIndex("inOrder", ["person", "at"], { unique: false })
      database.createObjectStore("read")
      database.createObjectStore("rooms")
      database.createObjectStore("pages")
    },
    /** Does not hold up a newer version of the app in another tab. */
    blocking(_current, _next, { target }) {
      if (target instanceof IDBDatabase) target.close()
      onClosed?.()
    },
    terminated: () => onClosed?.(),
  })
}

/** Version 1 stored why a message was refused as words of one language. */
async function dropWording(outbox: OutboxObjectStore) {
  for (const item of await outbox.getAll()) {
    const why: Problem | null = item.state === "refused" ? { code: "UNEXPECTED" } : null
    await outbox.put({ ...item, why })
  }
}
