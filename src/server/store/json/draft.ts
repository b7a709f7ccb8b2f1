import type { Message, Room } from "../../../shared/schema.ts"
import { storeErrors } from "../errors.ts"
import type { Appended, Draft as MessageDraft, NewRoom } from "../store.ts"
import type { ClientIds } from "./client-ids.ts"
import type { Contents, StoredRoom } from "./contents.ts"
import { findRoom, messageOf, roomOf } from "./rooms.ts"

export type Draft = ReturnType<typeof createDraft>

/** `isFull`: nothing more fits. */
type Making = { saved: Contents; sent: ClientIds; now: () => string; isFull: boolean }

const FULL =
  "the JSON file is as large as the heap can take: delete rooms, or copy it into SQLite (docs/operations.md)"

/** The next contents in the making: a copy to change, while the saved contents stay as they are for readers. */
export function createDraft({ saved, sent, now, isFull }: Making) {
  const contents = { ...saved, rooms: saved.rooms.map(copyOf) }
  let changed = false

  function refuseFull() {
    if (isFull) throw storeErrors.unavailable(new Error(FULL))
  }

  function add(room: StoredRoom, draft: MessageDraft): Message {
    const { username, usernameKey, personId, content, clientId } = draft
    changed = true
    const id = ++contents.lastMessageId
    const seq = ++room.lastSeq
    const sender = { username, usernameKey, personId: personId ?? undefined }
    const message = { id, seq, ...sender, content, timestamp: now(), clientId }
    room.messages.push(message)
    sent.add(room.id, message)
    return messageOf(room, message)
  }

  return {
    contents,
    isChanged: () => changed,

    createRoom({ name, key, roomsMax = Infinity }: NewRoom): Room {
      if (contents.rooms.some((room) => room.key === key)) throw storeErrors.roomNameTaken()
      if (contents.rooms.length >= roomsMax) throw storeErrors.roomsFull()
      refuseFull()
      changed = true
      const id = ++contents.lastRoomId
      const room = { id, name, key, createdAt: now(), lastSeq: 0, messages: [] }
      contents.rooms.push(room)
      return roomOf(room)
    },

    deleteRoom(roomId: number): void {
      const room = findRoom(contents, roomId)
      changed = true
      contents.rooms = contents.rooms.filter((other) => other !== room)
      sent.forget(room)
    },

    append(draft: MessageDraft): Appended {
      const room = findRoom(contents, draft.roomId)
      const known = draft.clientId === null ? undefined : sent.find(draft)
      if (!known) {
        refuseFull()
        return { message: add(room, draft), created: true }
      }
      if (known.content !== draft.content) throw storeErrors.clientIdConflict()
      return { message: messageOf(room, known), created: false }
    },
  }
}

const copyOf = (room: StoredRoom): StoredRoom => ({ ...room, messages: [...room.messages] })
