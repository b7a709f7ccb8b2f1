import { lastOf } from "../../../shared/activity.ts"
import type { Store } from "../store.ts"
import type { Contents } from "./contents.ts"
import { findRoom, messageOf, roomOf } from "./rooms.ts"

export function createReads(
  saved: () => Contents,
): Pick<Store, "rooms" | "room" | "activity" | "heads" | "history" | "replay"> {
  return {
    rooms: async ({ after, limit }) =>
      saved()
        .rooms.filter((room) => room.id > after)
        .slice(0, limit)
        .map(roomOf),

    room: async (roomId) => roomOf(findRoom(saved(), roomId)),

    activity: async ({ after, limit }) =>
      saved()
        .rooms.filter((room) => room.id > after)
        .slice(0, limit)
        .map(({ id, lastSeq, messages }) => {
          const last = messages.at(-1)
          return { roomId: id, seq: lastSeq, last: last ? lastOf(last) : null }
        }),

    heads: async (roomIds) =>
      saved()
        .rooms.filter(({ id }) => roomIds.includes(id))
        .map(({ id, lastSeq }) => ({ roomId: id, seq: lastSeq })),

    async history({ roomId, before = Number.MAX_SAFE_INTEGER, after, limit }) {
      const room = findRoom(saved(), roomId)
      const page =
        after === undefined
          ? room.messages.filter(({ id }) => id < before).slice(-limit)
          : room.messages.filter(({ id }) => id > after).slice(0, limit)
      return page.map((message) => messageOf(room, message))
    },

    async replay({ roomId, after, limit }) {
      const room = findRoom(saved(), roomId)
      const latestSeq = room.lastSeq
      const complete = after <= latestSeq && latestSeq - after <= limit
      const missed = complete ? room.messages.filter((message) => message.seq > after) : []
      const events = missed.map((message) => ({
        type: "message" as const,
        ...messageOf(room, message),
      }))
      return { latestSeq, events, complete }
    },
  }
}
