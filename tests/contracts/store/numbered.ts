import { expect } from "vitest"
import type { Activity, Message, Room } from "../../../src/shared/schema.ts"
import type { TestStore } from "../../support/test-store.ts"
import type { Calls } from "./simple-model.ts"

/**
 * A store whose rooms and messages are called 1, 2, 3… in the order they came, whatever ids it gives them and whatever
 * it held before. Answers leave out the time.
 */
export async function numbered(store: TestStore): Promise<Calls & AsyncDisposable> {
  const firstRoom = await store.newRoom("the latest of those before")
  const rooms = createNumbers(firstRoom)
  const messages = createNumbers(0)

  const roomOf = ({ id, name }: Room) => ({ id: rooms.numberOf(id), name })
  const messageOf = ({ id, roomId, timestamp: _, ...message }: Message) => ({
    ...message,
    id: messages.numberOf(id),
    roomId: rooms.numberOf(roomId),
  })

  const activityOf = ({ roomId, last, ...activity }: Activity) => ({
    ...activity,
    roomId: rooms.numberOf(roomId),
    last: last && { username: last.username, content: last.content },
  })

  return {
    createRoom: async (room) => roomOf(await store.createRoom(room)),
    rooms: async ({ after, limit }) =>
      (await store.rooms({ after: rooms.idOf(after), limit })).map(roomOf),
    room: async (number) => roomOf(await store.room(rooms.idOf(number))),
    activity: async ({ after, limit }) =>
      (await store.activity({ after: rooms.idOf(after), limit })).map(activityOf),
    heads: async (numbers) =>
      (await store.heads(numbers.map(rooms.idOf))).map(({ roomId, seq }) => ({
        roomId: rooms.numberOf(roomId),
        seq,
      })),
    deleteRoom: (number) => store.deleteRoom(rooms.idOf(number)),

    async append(draft) {
      const { message, created } = await store.append({
        ...draft,
        roomId: rooms.idOf(draft.roomId),
      })
      return { message: messageOf(message), created }
    },

    async history({ roomId, before = 0, after, limit }) {
      const place =
        after === undefined ? { before: messages.idOf(before) } : { after: messages.idOf(after) }
      return (await store.history({ roomId: rooms.idOf(roomId), ...place, limit })).map(messageOf)
    },

    async replay({ roomId, after, limit }) {
      const replay = await store.replay({ roomId: rooms.idOf(roomId), after, limit })
      return {
        ...replay,
        events: replay.events.map(({ type, ...message }) => ({ type, ...messageOf(message) })),
      }
    },

    async [Symbol.asyncDispose]() {
      for (const { id } of await store.rooms({ after: firstRoom - 1, limit: 100 })) {
        await store.deleteRoom(id)
      }
    },
  }
}

/** Ids only ever grow: a new one is bigger than all before it and gets the next number. */
function createNumbers(idBefore: number) {
  const ids = [idBefore]

  return {
    /** An id from the future for a number not given yet. */
    idOf: (number: number) => ids[number] ?? Number.MAX_SAFE_INTEGER,

    numberOf(id: number): number {
      if (!ids.includes(id)) {
        expect(id).toBeGreaterThan(ids.at(-1)!)
        ids.push(id)
      }
      return ids.indexOf(id)
    },
  }
}
