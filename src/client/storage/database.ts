import {
  type DBSchema,
  type IDBPDatabase,
  type IDBPObjectStore,
  openDB,
  type StoreNames,
} from "idb"
import { ownName } from "../base.ts"
import type { Problem } from "../problem.ts"
import type { Remembered } from "../room/state.ts"
import type { Room } from "../sdk/index.ts"

/** A person is a `nameKey`: several may use one browser. */
type InRoom = [person: string, roomId: number]

interface Schema extends DBSchema {
  /** What was written in a room and not sent. */
  drafts: { key: InRoom; value: { text: string } }
  /** What was sent and is not yet stored; `at` grows, so that its index tells the order of writing. */
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
  /** How far somebody has read. */
  read: { key: InRoom; value: { seq: number } }
  /** The rooms as they were last known, to be there without a connection. */
  rooms: { key: string; value: { rooms: Room[] } }
  /** The rooms somebody has muted, each as its id and when it was made. */
  muted: { key: string; value: { rooms: string[] } }
  /** The newest messages last known of a room, for the same. */
  pages: { key: InRoom; value: Remembered }
}

export type Database = IDBPDatabase<Schema>

type Outbox = IDBPObjectStore<Schema, StoreNames<Schema>[], "outbox", "versionchange">

/** What becomes of it: it was not there and is made, or its connection is lost. */
type Fate = { made?: () => void; lost?: () => void }

/** Rejects where the browser lets nothing be kept: without IndexedDB even asking for it throws. */
export async function openDatabase({ made, lost }: Fate = {}): Promise<Database> {
  return openDB<Schema>(ownName("confab"), 2, {
    // biome-ignore lint/complexity/useMaxParams: the shape that idb calls
    async upgrade(database, before, _now, transaction) {
      if (before < 2) database.createObjectStore("muted")
      if (before === 0) made?.()
      if (before === 1) return forgetWording(transaction.objectStore("outbox"))
      database.createObjectStore("drafts")
      const outbox = database.createObjectStore("outbox", { keyPath: ["person", "clientId"] })
      outbox.createIndex("inOrder", ["person", "at"], { unique: false })
      database.createObjectStore("read")
      database.createObjectStore("rooms")
      database.createObjectStore("pages")
    },
    /** A newer version of the app, in another tab, is not held up by this one. */
    blocking(_current, _next, { target }) {
      if (target instanceof IDBDatabase) target.close()
      lost?.()
    },
    terminated: () => lost?.(),
  })
}

/** Version 1 kept why a message was refused as words of one language. */
async function forgetWording(outbox: Outbox) {
  for (const letter of await outbox.getAll()) {
    const why: Problem | null = letter.state === "refused" ? { code: "UNEXPECTED" } : null
    await outbox.put({ ...letter, why })
  }
}
