/** The REST door, `/api/chat`: paths and shapes of the system we replace. The OpenAPI document is made from them. */
import type { FastifyInstance, FastifyReply } from "fastify"
import type { ZodTypeProvider } from "fastify-type-provider-zod"
import { z } from "zod"
import { toWireMessage, toWireRoom, Utterance, WireMessage, WireRoom } from "../../shared/frames.ts"
import { HISTORY_MESSAGES_DEFAULT, HISTORY_MESSAGES_MAX } from "../../shared/limits.ts"
import { NewRoom, oneWay, Username } from "../../shared/schema.ts"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import type { Chat } from "../chat/chat.ts"
import { personNamed } from "../chat/people.ts"
import type { AddressRule } from "./address.ts"
import { HttpPeer } from "./http-peer.ts"
import { refusals } from "./refusals.ts"

const ROOMS = "/api/chat/rooms"
const ROOM = `${ROOMS}/:room_id`
const MESSAGES = `${ROOM}/messages`

/** Digits only: JavaScript would read `0x10` and ` 1` as numbers too. */
const whole = (number: z.ZodInt) =>
  z.preprocess((text) => (/^-?\d{1,15}$/.test(String(text)) ? Number(text) : text), number)

const InPath = z.object({ room_id: whole(z.int()) })
const RoomsPage = z.object({ after: whole(z.int().nonnegative()).default(0) })
const MessagesPage = z
  .object({
    limit: whole(z.int().min(1).max(HISTORY_MESSAGES_MAX)).default(HISTORY_MESSAGES_DEFAULT),
    before: whole(z.int().positive()).optional(),
    after: whole(z.int().nonnegative()).optional(),
  })
  .refine(...oneWay)
const Posted = Utterance.extend({ username: Username })
const Gone = z.undefined().describe("gone")

const createRoom = {
  summary: "Create a room",
  body: NewRoom,
  response: { 201: WireRoom.describe("the room"), ...refusals(400, 413, 415, 422, 429) },
}
const listRooms = {
  summary: "List rooms",
  description: 'Oldest first, at most 1,000; `Link: …; rel="next"` says where more are.',
  querystring: RoomsPage,
  response: { 200: z.array(WireRoom).describe("rooms"), ...refusals(422, 429) },
}
const deleteRoom = {
  summary: "Delete a room",
  description: "With its messages; everybody in it is disconnected.",
  params: InPath,
  response: { 204: Gone, ...refusals(404, 422) },
}
const readMessages = {
  summary: "Read messages",
  description:
    "The newest `limit` messages with an id below `before`, or the oldest with one above `after`; oldest first.",
  params: InPath,
  querystring: MessagesPage,
  response: { 200: z.array(WireMessage).describe("messages"), ...refusals(404, 422, 429) },
}
const sendMessage = {
  summary: "Send a message",
  description: "201 says that it is durable. The same `client_id` again is the same message.",
  params: InPath,
  body: Posted,
  response: {
    200: WireMessage.describe("the message this client_id already stands for"),
    201: WireMessage.describe("the message, durable"),
    ...refusals(400, 404, 409, 413, 415, 422, 429),
  },
}

type Parts = { chat: Chat; addressOf: AddressRule; budget: MemoryBudget }

export async function serveRest(plain: FastifyInstance, { chat, addressOf, budget }: Parts) {
  const { rooms, messages } = chat
  const peerOf = ({ raw }: FastifyReply) => new HttpPeer(budget, raw, addressOf(raw.req))
  const app = plain.withTypeProvider<ZodTypeProvider>()

  app.post(ROOMS, { schema: createRoom }, async ({ body }, answer) =>
    answer.code(201).send(toWireRoom(await rooms.create(peerOf(answer), body))),
  )

  app.get(ROOMS, { schema: listRooms }, async ({ query }, answer) => {
    const listed = await rooms.list(peerOf(answer), query)
    if (listed.more)
      answer.header("link", `<${ROOMS}?after=${listed.rooms.at(-1)?.id}>; rel="next"`)
    return listed.rooms.map(toWireRoom)
  })

  app.delete(ROOM, { schema: deleteRoom }, async ({ params }, answer) => {
    await rooms.delete({ roomId: params.room_id })
    return answer.code(204).send()
  })

  app.get(MESSAGES, { schema: readMessages }, async ({ params, query }, answer) => {
    const page = await messages.history(peerOf(answer), { roomId: params.room_id, ...query })
    return page.messages.map(toWireMessage)
  })

  app.post(MESSAGES, { schema: sendMessage }, async ({ params, body }, answer) => {
    const { username, content, client_id: clientId } = body
    const draft = { roomId: params.room_id, content, clientId }
    const { message, created } = await messages.send(peerOf(answer), personNamed(username), draft)
    return answer.code(created ? 201 : 200).send(toWireMessage(message))
  })
}
