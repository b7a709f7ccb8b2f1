import type { Message, Room } from "../../../shared/schema.ts"
import { storeErrors } from "../errors.ts"
import type { Appended, Draft, NewRoom } from "../store.ts"
import type { ClientIds } from "./client-ids.ts"
import type { Contents, StoredRoom } from "./contents.ts"
import { findRoom, messageOf, roomOf } from "./rooms.ts"

type Base = { saved: Contents; clientIds: ClientIds; now: () => string; isFull: boolean }

const FULL =
  "the JSON file is as large as the heap can take: delete rooms, or copy it into SQLite (docs/operations.md)"

/** A copy of the contents to change, while the saved ones stay as they are for readers. */
export class Transaction {
  readonly contents: Contents
  readonly #clientIds: ClientIds
  readonly #now: () => string
  readonly #isFull: boolean
  #isChanged = false

  constructor({ saved, clientIds, now, isFull }: Base) {
    this.contents = { ...saved, rooms: saved.rooms.map(copyOf) }
    this.#clientIds = clientIds
    this.#now = now
    this.#isFull = isFull
  }

  get isChanged(): boolean {
    return this.#isChanged
  }

  createRoom({ name, key, roomsMax = Infinity }: NewRoom): Room {
    const { contents } = this
    if (contents.rooms.some((room) => room.key === key)) throw storeErrors.roomNameTaken()
    if (contents.rooms.length >= roomsMax) throw storeErrors.roomsFull()
    this.#refuseFull()
    this.#isChanged = true
    const id = ++contents.lastRoomId
    const room = { id, name, key, createdAt: this.#now(), lastSeq: 0, messages: [] }
    contents.rooms.push(room)
    return roomOf(room)
  }

  deleteRoom(roomId: number): void {
    const room = findRoom(this.contents, roomId)
    this.#isChanged = true
    this.contents.rooms = this.contents.rooms.filter((other) => other !== room)
    this.#clientIds.deleteRoom(room)
  }

  append(draft: Draft): Appended {
    const room = findRoom(this.contents, draft.roomId)
    const stored = draft.clientId === null ? undefined : this.#clientIds.find(draft)
    if (!stored) {
      this.#refuseFull()
      return { message: this.#add(room, draft), created: true }
    }
    if (stored.content !== draft.content) throw storeErrors.clientIdConflict()
    return { message: messageOf(room, stored), created: false }
  }

  #add(room: StoredRoom, { username, usernameKey, personId, content, clientId }: Draft): Message {
    this.#isChanged = true
    const id = ++this.contents.lastMessageId
    const seq = ++room.lastSeq
    const sender = { username, usernameKey, personId: personId ?? undefined }
    const message = { id, seq, ...sender, content, timestamp: this.#now(), clientId }
    room.messages.push(message)
    this.#clientIds.add(room.id, message)
    return messageOf(room, message)
  }

  #refuseFull() {
    if (this.#isFull) throw storeErrors.unavailable(new Error(FULL))
  }
}

const copyOf = (room: StoredRoom): StoredRoom => ({ ...room, messages: [...room.messages] })
