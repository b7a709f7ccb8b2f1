import { existsSync } from "node:fs"
import { openLocked } from "../lock.ts"
import type { Archive, ArchivedMessage } from "../transfer/archive.ts"
import { pages } from "../transfer/pages.ts"
import { noStoreAt } from "../transfer/transfer-errors.ts"
import type { Contents, StoredMessage, StoredRoom } from "./contents.ts"
import { durableJsonFile } from "./file.ts"
import { messageOf } from "./rooms.ts"

export async function openJsonArchive(path: string): Promise<Archive> {
  if (!existsSync(path)) throw noStoreAt(path)
  return openLocked(path, () => readJson(path))
}

/** The caller holds the lock, or reads one moment of a store in use: a file is replaced as a whole. */
export async function readJson(path: string): Promise<Archive> {
  const contents = await durableJsonFile(path).read()
  if (!contents) throw noStoreAt(path)
  const { epoch, lastRoomId, lastMessageId, rooms } = contents
  return {
    origin: { epoch, lastRoomId, lastMessageId },
    async *pages() {
      yield* pages("rooms", rooms.values().map(archivedRoom))
      yield* pages("messages", messagesIn(contents))
      // The file keeps no log of its own: all that happens in a room are messages.
      yield* pages("events", messagesIn(contents).map(eventOf))
    },
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
  createdAt: toMilliseconds(createdAt),
  lastSeq,
})

const archivedMessage = (room: StoredRoom, message: StoredMessage): ArchivedMessage => ({
  ...messageOf(room, message),
  usernameKey: message.usernameKey,
  personId: message.personId ?? null,
  timestamp: toMilliseconds(message.timestamp),
})

const eventOf = ({ id, roomId, seq, timestamp }: ArchivedMessage) => ({
  roomId,
  seq,
  kind: "message",
  messageId: id,
  at: timestamp,
})

/** A time edited by hand may have any form of ISO 8601: the other stores have this one. */
const toMilliseconds = (time: string) => new Date(time).toISOString()
