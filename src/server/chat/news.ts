/** What nodes tell each other, by topic. It is checked where it arrives: another version may have said it. */
import { z } from "zod"
import { InRoom, Message, Username } from "../../shared/schema.ts"

const news = <Type extends string>(type: Type) => z.object({ type: z.literal(type) })

/** Of a node's list of the people in a room: grows by one with every change, and never begins anew. */
const edition = z.int().nonnegative()

export const RoomNews = z.discriminatedUnion("type", [
  news("message").extend(Message.shape),
  news("typing").extend({ username: Username, isTyping: z.boolean() }),
  news("room_deleted").extend(InRoom.shape),
  // Who is in the room at the node that speaks: one more, one less, all of them, no change.
  news("came").extend({ edition, username: Username }),
  news("went").extend({ edition, username: Username }),
  news("roll").extend({ edition, people: z.array(Username), asksAll: z.boolean() }),
  news("beat").extend({ edition }),
  // Asks one node for its roll.
  news("call").extend({ of: z.string() }),
])
export type RoomNews = z.infer<typeof RoomNews>
export type PeopleNews = Extract<RoomNews, { type: "came" | "went" | "roll" | "beat" | "call" }>

export const topics = {
  room: (roomId: number): string => `room:${roomId}`,
  rooms: "rooms",
  activity: "activity",
}
