/** Every entity and input, written once: the types are inferred from here, the doors validate with it. */
import { z } from "zod"
import {
  CLIENT_ID_CHARS_MAX,
  CONTENT_CHARS_MAX,
  EXCERPT_CHARS_MAX,
  HISTORY_MESSAGES_DEFAULT,
  HISTORY_MESSAGES_MAX,
  ROOM_NAME_CHARS_MAX,
  USERNAME_CHARS_MAX,
} from "./limits.ts"
import { charsIn, isBlank, isPlainName, isStorable } from "./text.ts"

const storable = z.string().refine(isStorable, "must not contain NUL or lone surrogates")

const atMost = (max: number) =>
  [(text: string) => charsIn(text) <= max, `must be at most ${max} characters`] as const

const name = (max: number) =>
  storable
    .refine(isPlainName, "must not contain control or direction characters")
    .trim()
    .refine((text) => !isBlank(text), "must not be empty or invisible")
    .refine(...atMost(max))
    .meta({ minLength: 1, maxLength: max })

const RoomId = z.int().positive().describe("a room's id")
export const RoomName = name(ROOM_NAME_CHARS_MAX)
export const Username = name(USERNAME_CHARS_MAX)
export const Content = storable
  .refine((text) => !isBlank(text), "must not be empty or only white space")
  .refine(...atMost(CONTENT_CHARS_MAX))
  .meta({ minLength: 1, maxLength: CONTENT_CHARS_MAX, description: "kept byte for byte" })
export const ClientId = storable
  .min(1)
  .refine(...atMost(CLIENT_ID_CHARS_MAX))
  .meta({
    maxLength: CLIENT_ID_CHARS_MAX,
    description: "the sender's own id of a message: a retry with the same one is the same message",
  })
/** A position in a room's log: 0 is before the first durable event. */
export const Seq = z.int().nonnegative()
const Timestamp = z.iso.datetime().describe("UTC, ISO 8601")

export const Room = z.object({ id: RoomId, name: z.string(), createdAt: Timestamp })
export type Room = z.infer<typeof Room>

export const Message = z.object({
  id: z.int().positive(),
  roomId: RoomId,
  seq: Seq.positive(),
  username: z.string(),
  content: z.string(),
  timestamp: Timestamp,
  clientId: z.string().nullable(),
})
export type Message = z.infer<typeof Message>

export const InRoom = z.object({ roomId: RoomId })

/** What a list of rooms shows beside a name. */
export const Activity = InRoom.extend({
  seq: Seq.describe("of the last event in the room's log"),
  last: Message.pick({ username: true, content: true, timestamp: true })
    .nullable()
    .describe(`the last message, at most ${EXCERPT_CHARS_MAX} characters of its content`),
})
export type Activity = z.infer<typeof Activity>

export const oneWay = [
  ({ before, after }: { before?: number | undefined; after?: number | undefined }) =>
    before === undefined || after === undefined,
  "before and after exclude each other",
] as const

export const NewRoom = z.object({ name: RoomName })

export const NewMessage = InRoom.extend({ content: Content, clientId: ClientId.nullable() })
export type NewMessage = z.infer<typeof NewMessage>

export const HistoryPage = InRoom.extend({
  before: z.int().positive().optional().describe("only messages with an id below this"),
  after: z.int().nonnegative().optional().describe("only messages with an id above this"),
  limit: z.int().min(1).max(HISTORY_MESSAGES_MAX).default(HISTORY_MESSAGES_DEFAULT),
}).refine(...oneWay)
export type HistoryPage = z.infer<typeof HistoryPage>

/** Null where the page reaches the end. */
export const History = z.object({
  messages: z.array(Message),
  nextBefore: z.int().nullable(),
  nextAfter: z.int().nullable(),
})
export type History = z.infer<typeof History>

export const Typing = InRoom.extend({ isTyping: z.boolean() })
