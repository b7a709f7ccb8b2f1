import type { Message, Room } from "../../../shared/schema.ts"

/** The last ids ever given, to deleted rooms and messages too: none is given twice. */
export type Origin = { epoch: string; lastRoomId: number; lastMessageId: number }

export type ArchivedRoom = Room & { key: string; lastSeq: number }
export type ArchivedMessage = Message & { usernameKey: string; personId: number | null }
export type ArchivedEvent = {
  roomId: number
  seq: number
  kind: string
  messageId: number
  at: string
}

/** At most COPY_PAGE_ROWS_MAX of a kind. */
export type Page =
  | { kind: "rooms"; rows: ArchivedRoom[] }
  | { kind: "messages"; rows: ArchivedMessage[] }
  | { kind: "events"; rows: ArchivedEvent[] }

/** A store as it was at one moment, to be read once. */
export interface Archive {
  readonly origin: Origin
  /** All rooms by id, then all messages, then all events, both by room and seq. */
  pages(): AsyncIterable<Page>
  /** False when the store was changed since that moment. Called after all pages were read. */
  isCurrent(): Promise<boolean>
  close(): Promise<void>
}

/** A store being filled. Until it is released a mark in it keeps Confab from opening half a copy. */
export interface Copy {
  write(page: Page): Promise<void>
  /** Makes durable what was written. The archive is closed before this is. */
  reread(): Promise<Archive>
  release(): Promise<void>
  close(): Promise<void>
}
