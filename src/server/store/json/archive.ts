import { existsSync } from "node:fs"
import { openLocked } from "../lock.ts"
import type { Archive, ArchivedMessage } from "../transfer/archive.ts"
import { pages } from "../transfer/pages.ts"
import { holdsNothing } from "../transfer/unfinished.ts"
import type { Contents, StoredMessage, StoredRoom } from "./contents.ts"
import { durableJsonFile } from "./file.ts"
import { messageOf } from "./rooms.ts"

/** Keeps Confab away from the file until it is closed. */
export async function openJsonArchive(path: string): Promise<Archive> {
  if (!existsSync(path)) throw holdsNothing(path)
  return openLocked(path, () => readJson(path))
}

/** For whoever holds the lock. */
export async function readJson(path: string): Promise<Archive> {
  const contents = await durableJsonFile(path).read()
  if (!contents) throw holdsNothing(path)
  const { epoch, lastRoomId, lastMessageId, rooms } = contents
  return {
    origin: { epoch, lastRoomId, lastMessageId },
    async *pages() {
      yield* pages("rooms", rooms.values().map(archivedRoom))
      yield* pages("messages", messagesIn(contents))
      // The file keeps no log of its own: all that happens in a room are messages.
      yield* pages("events", messagesIn(contents).map(eventOf))
    },
    // The lock keeps everybody else away.
    isCurrent: async () => true,
    close: async () => undefined,
  }
}

function* messagesIn({ rooms }: Contents): Generator<ArchivedMessage> {
  for (const room of rooms) {
    for (const message of room.messages) yield archivedMessage(room, message)
  }
}

const archivedRoom = ({ id, name, key, createdAt, lastSeq }: StoredRoom) => ({
  id,
  name,
  key,
  createdAt: exact(createdAt),
  lastSeq,
})

const archivedMessage = (room: StoredRoom, message: StoredMessage): ArchivedMessage => ({
  ...messageOf(room, message),
  usernameKey: message.usernameKey,
  personId: message.personId ?? null,
  timestamp: exact(message.timestamp),
})

const eventOf = ({ id, roomId, seq, timestamp }: ArchivedMessage) => ({
  roomId,
  seq,
  kind: "message",
  messageId: id,
  at: timestamp,
})

/** Who edits the file by hand may write a time as ISO 8601 allows: the other stores have one way, to the millisecond. */
const exact = (time: string) => new Date(time).toISOString()
