/**
 * What nodes publish to each other, by topic; checked where it arrives. The names on the bus stay as they are: during a
 * rolling upgrade nodes of two versions read each other.
 */
import { z } from "zod"
import { InRoom, Message, Username } from "../../shared/schema.ts"

const kind = <Type extends string>(type: Type) => z.object({ type: z.literal(type) })

/** Of a node's list of the people in a room: grows by one with every change, and never starts over. */
const edition = z.int().nonnegative()

export const RoomNodeEvent = z.discriminatedUnion("type", [
  kind("message").extend(Message.shape),
  kind("typing").extend({ username: Username, isTyping: z.boolean() }),
  kind("room_deleted").extend(InRoom.shape),
  // Who is in the room at the node that publishes: one joined, one left, a snapshot, a heartbeat.
  kind("came").extend({ edition, username: Username }),
  kind("went").extend({ edition, username: Username }),
  kind("roll").extend({ edition, people: z.array(Username), asksAll: z.boolean() }),
  kind("beat").extend({ edition }),
  // Requests one node's snapshot.
  kind("call").extend({ of: z.string() }),
])
export type RoomNodeEvent = z.infer<typeof RoomNodeEvent>
export type PresenceNodeEvent = Extract<
  RoomNodeEvent,
  { type: "came" | "went" | "roll" | "beat" | "call" }
>

export const busTopics = {
  room: (roomId: number): string => `room:${roomId}`,
  rooms: "rooms",
  activity: "activity",
}
