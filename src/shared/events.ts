/** Events of a room, of the list of rooms, and of activity in them, from the hub to the screen. */
import { z } from "zod"
import { Activity, InRoom, Message, Room, Seq } from "./schema.ts"

const event = <Type extends string>(type: Type) => z.object({ type: z.literal(type) })

export const RoomEvent = z.discriminatedUnion("type", [
  event("message").extend(Message.shape),
  event("typing").extend({ username: z.string(), isTyping: z.boolean() }),
  event("join").extend({ username: z.string() }),
  event("leave").extend({ username: z.string() }),
  event("users_list").extend({ users: z.array(z.string()) }),
  event("room_deleted").extend(InRoom.shape),
  event("gap").extend({ latestSeq: Seq }),
])
/** Events with a `seq` are durable: part of the room's log. The others are never replayed. */
export type RoomEvent = z.infer<typeof RoomEvent>
export type DurableEvent = Extract<RoomEvent, { seq: number }>

export const RoomsEvent = z.discriminatedUnion("type", [
  event("room_created").extend({ room: Room }),
  event("room_deleted").extend(InRoom.shape),
])
export type RoomsEvent = z.infer<typeof RoomsEvent>

/** May be lost. */
export const ActivityEvent = event("activity").extend({ rooms: z.array(Activity) })
export type ActivityEvent = z.infer<typeof ActivityEvent>

export const isDurable = (event: RoomEvent): event is DurableEvent => "seq" in event
