/**
 * Everything a store remembers, to be carried into another store of any kind. Beside `Store`, because whoever copies asks
 * for all of it at once and gives ids, seqs and times instead of being given them.
 */
import type { Message, Room } from "../../../shared/schema.ts"

/** The last ids are those ever given, of deleted rooms and messages too: none is to be given twice. */
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
  /** False when somebody has changed the store since that moment. Asked after all pages were read. */
  isCurrent(): Promise<boolean>
  close(): Promise<void>
}

/**
 * A store being filled. From before its first page until it is released a mark in it keeps Confab from opening it, so
 * that nobody takes half a copy for the whole.
 */
export interface Copy {
  /** Takes the pages in the order an Archive gives them. */
  write(page: Page): Promise<void>
  /** Makes durable what was written and reads it back. To be closed before this is. */
  reread(): Promise<Archive>
  /** Takes the mark away: from now on it is a store like any other. */
  release(): Promise<void>
  close(): Promise<void>
}
