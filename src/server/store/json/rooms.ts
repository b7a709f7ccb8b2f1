import type { Message, Room } from "../../../shared/schema.ts"
import { storeErrors } from "../errors.ts"
import type { Contents, StoredMessage, StoredRoom } from "./contents.ts"

export function findRoom(contents: Contents, roomId: number): StoredRoom {
  const room = contents.rooms.find(({ id }) => id === roomId)
  if (!room) throw storeErrors.roomNotFound()
  return room
}

export const roomOf = ({ id, name, createdAt }: StoredRoom): Room => ({ id, name, createdAt })

export function messageOf(
  { id: roomId }: StoredRoom,
  { id, seq, username, content, timestamp, clientId }: StoredMessage,
): Message {
  return { id, roomId, seq, username, content, timestamp, clientId }
}
