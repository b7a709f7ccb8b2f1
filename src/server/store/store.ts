import type { DurableEvent } from "../../shared/events.ts"
import type { Activity, HistoryPage, Message, NewMessage, Room } from "../../shared/schema.ts"

/** A client id is used once by a `usernameKey` in a room. `personId` is the sender's account, null for a visitor. */
export type Draft = NewMessage & { username: string; usernameKey: string; personId: number | null }

/** Without `roomsMax` it always fits. */
export type NewRoom = { name: string; key: string; roomsMax?: number | undefined }

/** `created` is false when the same sender had already stored this `clientId` with the same content. */
export type Appended = { message: Message; created: boolean }

/** The `seq` of the last event in a room's log, 0 before the first. */
export type Head = { roomId: number; seq: number }

/** `events` are those after the requested position; empty and `complete: false` when there are more than `limit`. */
export type Replay = { latestSeq: number; events: DurableEvent[]; complete: boolean }

export type CommitSizes = { observe(changes: number): void }

export type StoreCalls = Omit<Store, "epoch" | "readsAtOnce" | "close">

/**
 * A write resolves only when it is durable (fsynced), writes to one room in the order of their `seq`. Reads see only what
 * is durable. Rejects with ChatError ROOM_NOT_FOUND where the room is missing, STORE_UNAVAILABLE when the disk refuses; then
 * nothing was stored and the next call tries afresh.
 */
export interface Store {
  /** Drawn when the database is created: positions of another epoch mean nothing here. */
  readonly epoch: string
  /** How many reads run at the same time; further ones wait. */
  readonly readsAtOnce: number

  /** Rejects with ROOM_NAME_TAKEN when a room has this `key` (`nameKey(name)`), or else with ROOMS_FULL. */
  createRoom(room: NewRoom): Promise<Room>
  /** Oldest first, ids above `after`, at most `limit`. */
  rooms(page: { after: number; limit: number }): Promise<Room[]>
  room(roomId: number): Promise<Room>
  /** Of the rooms of the same page. */
  activity(page: { after: number; limit: number }): Promise<Activity[]>
  /** By id; rooms that do not exist are left out. */
  heads(roomIds: number[]): Promise<Head[]>
  deleteRoom(roomId: number): Promise<void>

  /** Takes the room's next `seq`. Rejects with CLIENT_ID_CONFLICT when the `clientId` was used for other content. */
  append(draft: Draft): Promise<Appended>
  /** The newest `limit` messages with an id below `before`, or the oldest with one above `after`; oldest first. */
  history(page: HistoryPage): Promise<Message[]>
  replay(from: { roomId: number; after: number; limit: number }): Promise<Replay>

  /** Finishes what was called before, then releases the data. */
  close(): Promise<void>
}
