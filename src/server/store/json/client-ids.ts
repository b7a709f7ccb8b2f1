import type { Draft } from "../store.ts"
import type { Contents, StoredMessage, StoredRoom } from "./contents.ts"

export type ClientIds = ReturnType<typeof createClientIds>

export function createClientIds(contents: Contents) {
  const messages = new Map<string, StoredMessage>()

  function add(roomId: number, message: StoredMessage) {
    const { usernameKey, clientId } = message
    if (clientId !== null) messages.set(keyOf({ roomId, usernameKey, clientId }), message)
  }

  for (const room of contents.rooms) {
    for (const message of room.messages) add(room.id, message)
  }

  return {
    add,
    find: (draft: Draft) => messages.get(keyOf(draft)),
    deleteRoom(room: StoredRoom) {
      for (const message of room.messages) messages.delete(keyOf({ roomId: room.id, ...message }))
    },
  }
}

type Key = { roomId: number; usernameKey: string; clientId: string | null }

/** No part can hold a NUL: the schema refuses it. */
const keyOf = ({ roomId, usernameKey, clientId }: Key) => `${roomId}\0${usernameKey}\0${clientId}`
