/** The raw socket's dialect: the same events in snake_case, and the frames of clients. REST shares its message. */
import { z } from "zod"
import type { ChatErrorCode } from "./errors.ts"
import type { RoomEvent } from "./events.ts"
import { ClientId, Content, Message, Room } from "./schema.ts"

export const WireRoom = Room.pick({ id: true, name: true }).extend({
  created_at: Room.shape.createdAt,
})
export type WireRoom = z.infer<typeof WireRoom>

export const WireMessage = z.object({
  id: Message.shape.id,
  room_id: Message.shape.roomId,
  seq: Message.shape.seq,
  username: Message.shape.username,
  content: Message.shape.content,
  timestamp: Message.shape.timestamp,
  client_id: Message.shape.clientId,
})
export type WireMessage = z.infer<typeof WireMessage>

export const Utterance = z.object({
  content: Content,
  client_id: ClientId.nullable().default(null),
})

export const ClientFrame = z.discriminatedUnion("type", [
  Utterance.extend({ type: z.literal("message") }),
  z.object({ type: z.literal("typing"), is_typing: z.boolean().default(true) }),
])
export type ClientFrame = z.infer<typeof ClientFrame>

type FrameErrorCode = ChatErrorCode | "INVALID_JSON" | "INVALID_FRAME"

export type ServerFrame =
  | ({ type: "message" } & WireMessage)
  | { type: "typing"; username: string; is_typing: boolean }
  | { type: "join" | "leave"; username: string }
  | { type: "users_list"; users: string[] }
  | { type: "room_deleted"; room_id: number }
  | { type: "gap"; latest_seq: number }
  | { type: "error"; code: FrameErrorCode; detail: string; client_id?: string }

export const toWireRoom = ({ id, name, createdAt }: Room): WireRoom => ({
  id,
  name,
  created_at: createdAt,
})

export const toWireMessage = (message: Message): WireMessage => ({
  id: message.id,
  room_id: message.roomId,
  seq: message.seq,
  username: message.username,
  content: message.content,
  timestamp: message.timestamp,
  client_id: message.clientId,
})

export function toFrame(event: RoomEvent): ServerFrame {
  switch (event.type) {
    case "message":
      return { type: event.type, ...toWireMessage(event) }
    case "typing":
      return { type: event.type, username: event.username, is_typing: event.isTyping }
    case "room_deleted":
      return { type: event.type, room_id: event.roomId }
    case "gap":
      return { type: event.type, latest_seq: event.latestSeq }
    case "join":
    case "leave":
    case "users_list":
      return event
    default:
      return event satisfies never
  }
}
