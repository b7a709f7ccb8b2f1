import { z } from "zod"
import { Utterance, WireMessage, WireRoom } from "../../shared/frames.ts"
import { HISTORY_MESSAGES_DEFAULT, HISTORY_MESSAGES_MAX } from "../../shared/limits.ts"
import { NewRoom, oneWay, Username } from "../../shared/schema.ts"
import { errorResponses } from "./http-errors.ts"

/** Digits only: JavaScript would read `0x10` and ` 1` as numbers too. */
const integer = (number: z.ZodInt) =>
  z.preprocess((text) => (/^-?\d{1,15}$/.test(String(text)) ? Number(text) : text), number)

const Room = WireRoom.meta({
  id: "Room",
  examples: [{ id: 1, name: "Lobby", created_at: "2026-11-30T09:00:00.000Z" }],
})
const Message = WireMessage.meta({
  id: "Message",
  examples: [
    {
      id: 7,
      room_id: 1,
      seq: 3,
      username: "Ann",
      content: "Good morning",
      timestamp: "2026-11-30T09:00:01.000Z",
      client_id: "greeting-1",
    },
  ],
})
const RoomPosted = NewRoom.meta({ id: "NewRoom", examples: [{ name: "Lobby" }] })
const MessagePosted = Utterance.extend({ username: Username }).meta({
  id: "NewMessage",
  examples: [{ username: "Ann", content: "Good morning", client_id: "greeting-1" }],
})

const InPath = z.object({ room_id: integer(z.int()).describe("a room's id") })
const RoomsPage = z.object({
  after: integer(z.int().nonnegative()).default(0).describe("only rooms with an id above this"),
})
const MessagesPage = z
  .object({
    limit: integer(z.int().min(1).max(HISTORY_MESSAGES_MAX))
      .default(HISTORY_MESSAGES_DEFAULT)
      .describe(`at most so many, ${HISTORY_MESSAGES_DEFAULT} where nothing is said`),
    before: integer(z.int().positive()).optional().describe("only messages with an id below this"),
    after: integer(z.int().nonnegative())
      .optional()
      .describe("only messages with an id above this"),
  })
  .refine(...oneWay)

const next = {
  Link: {
    type: "string",
    description: 'with `rel="next"`, where the next page is, if there is one',
  },
}

export const operations = {
  createRoom: {
    operationId: "createRoom",
    tags: ["rooms"],
    summary: "Create a room",
    body: RoomPosted,
    response: { 201: Room.describe("the room"), ...errorResponses(400, 413, 415, 422, 429) },
  },
  listRooms: {
    operationId: "listRooms",
    tags: ["rooms"],
    summary: "List rooms",
    description: 'Oldest first, at most 1,000; `Link: …; rel="next"` says where more are.',
    querystring: RoomsPage,
    response: {
      200: z.array(Room).meta({ description: "rooms", headers: next }),
      ...errorResponses(422, 429),
    },
  },
  deleteRoom: {
    operationId: "deleteRoom",
    tags: ["rooms"],
    summary: "Delete a room",
    description: "With its messages; everybody in it is disconnected.",
    params: InPath,
    response: { 204: z.undefined().describe("gone"), ...errorResponses(404, 422, 429) },
  },
  listMessages: {
    operationId: "listMessages",
    tags: ["messages"],
    summary: "List messages",
    description:
      "The newest `limit` messages with an id below `before`, or the oldest with one above `after`; oldest first.",
    params: InPath,
    querystring: MessagesPage,
    response: { 200: z.array(Message).describe("messages"), ...errorResponses(404, 422, 429) },
  },
  sendMessage: {
    operationId: "sendMessage",
    tags: ["messages"],
    summary: "Send a message",
    description: "201 says that it is durable. The same `client_id` again is the same message.",
    params: InPath,
    body: MessagePosted,
    response: {
      200: Message.describe("the message this client_id already stands for"),
      201: Message.describe("the message, durable"),
      ...errorResponses(400, 404, 409, 413, 415, 422, 429),
    },
  },
}
