import type { StoreCalls } from "../../../src/server/store/store.ts"
import { ChatError } from "../../../src/shared/errors.ts"
import type { Message } from "../../../src/shared/schema.ts"

/** A store's calls, with answers that leave out the time. */
export type Calls = {
  [M in keyof StoreCalls]: (input: Parameters<StoreCalls[M]>[0]) => unknown
}

type Said = Omit<Message, "timestamp"> & { senderKey: string }
type Room = { id: number; name: string; key: string; said: Said[] }

/** What a store does, without a disk and without a thought for speed. */
export function createModel(): Calls {
  const rooms = new Map<number, Room>()
  let latestRoom = 0
  let latestMessage = 0

  function find(roomId: number): Room {
    const room = rooms.get(roomId)
    if (!room) throw new ChatError("ROOM_NOT_FOUND", "")
    return room
  }

  return {
    createRoom({ name, key }) {
      if (rooms.values().some((room) => room.key === key))
        throw new ChatError("ROOM_NAME_TAKEN", "")
      const id = ++latestRoom
      rooms.set(id, { id, name, key, said: [] })
      return { id, name }
    },

    rooms: ({ after, limit }) =>
      [...rooms.values()]
        .filter(({ id }) => id > after)
        .slice(0, limit)
        .map(({ id, name }) => ({ id, name })),

    room(roomId) {
      const { id, name } = find(roomId)
      return { id, name }
    },

    activity: ({ after, limit }) =>
      [...rooms.values()]
        .filter(({ id }) => id > after)
        .slice(0, limit)
        .map(({ id: roomId, said }) => ({ roomId, seq: said.length, last: shown(said.at(-1)) })),

    heads: (roomIds) =>
      [...rooms.values()]
        .filter(({ id }) => roomIds.includes(id))
        .map(({ id: roomId, said }) => ({ roomId, seq: said.length })),

    deleteRoom(roomId) {
      find(roomId)
      rooms.delete(roomId)
    },

    append({ roomId, username, usernameKey: senderKey, content, clientId }) {
      const { said } = find(roomId)
      const sent = said.find((one) => one.clientId === clientId && one.senderKey === senderKey)
      if (sent && clientId !== null) {
        if (sent.content !== content) throw new ChatError("CLIENT_ID_CONFLICT", "")
        return { message: seen(sent), created: false }
      }
      const id = ++latestMessage
      const message = { id, roomId, seq: said.length + 1, username, content, clientId, senderKey }
      said.push(message)
      return { message: seen(message), created: true }
    },

    history({ roomId, before = Number.MAX_SAFE_INTEGER, after, limit }) {
      const said = find(roomId).said.map(seen)
      if (after !== undefined) return said.filter(({ id }) => id > after).slice(0, limit)
      return said.filter(({ id }) => id < before).slice(-limit)
    },

    replay({ roomId, after, limit }) {
      const { said } = find(roomId)
      const complete = after <= said.length && said.length <= after + limit
      const events = complete ? said.slice(after) : []
      return { latestSeq: said.length, events: events.map(asEvent), complete }
    },
  }
}

const seen = ({ senderKey: _, ...message }: Said) => message

const shown = (said: Said | undefined) =>
  said ? { username: said.username, content: [...said.content].slice(0, 120).join("") } : null

const asEvent = (said: Said) => ({ type: "message", ...seen(said) })
