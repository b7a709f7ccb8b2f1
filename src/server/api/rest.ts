/** The REST door, `/api/chat`: paths and shapes of the system we replace. */
import type { FastifyInstance, FastifyReply } from "fastify"
import type { ZodTypeProvider } from "fastify-type-provider-zod"
import { toWireMessage, toWireRoom } from "../../shared/frames.ts"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import type { Chat } from "../chat/chat.ts"
import { identify } from "../identity/identify.ts"
import type { AddressOf } from "./client-address.ts"
import { HttpPeer } from "./http-peer.ts"
import { operations } from "./rest-operations.ts"

const ROOMS = "/api/chat/rooms"
const ROOM = `${ROOMS}/:room_id`
const MESSAGES = `${ROOM}/messages`

type Parts = { chat: Chat; addressOf: AddressOf; budget: MemoryBudget; basePath: string }

export async function serveRest(plain: FastifyInstance, parts: Parts) {
  const { chat, addressOf, budget, basePath } = parts
  const { rooms, messages } = chat
  const app = plain.withTypeProvider<ZodTypeProvider>()

  const callerOf = ({ raw }: FastifyReply, name?: string) =>
    identify({ name }, new HttpPeer(budget, raw, addressOf(raw.req)))

  app.post(ROOMS, { schema: operations.createRoom }, async ({ body }, reply) => {
    const room = await rooms.create(await callerOf(reply), body)
    return reply.code(201).send(toWireRoom(room))
  })

  app.get(ROOMS, { schema: operations.listRooms }, async ({ query }, reply) => {
    const page = await rooms.list(await callerOf(reply), query)
    const next = `${basePath.slice(0, -1)}${ROOMS}?after=${page.rooms.at(-1)?.id}`
    if (page.more) reply.header("link", `<${next}>; rel="next"`)
    return page.rooms.map(toWireRoom)
  })

  app.delete(ROOM, { schema: operations.deleteRoom }, async ({ params }, reply) => {
    await rooms.delete(await callerOf(reply), { roomId: params.room_id })
    return reply.code(204).send()
  })

  app.get(MESSAGES, { schema: operations.listMessages }, async ({ params, query }, reply) => {
    const asked = { roomId: params.room_id, ...query }
    const page = await messages.history(await callerOf(reply), asked)
    return page.messages.map(toWireMessage)
  })

  app.post(MESSAGES, { schema: operations.sendMessage }, async ({ params, body }, reply) => {
    const { username, content, client_id: clientId } = body
    const draft = { roomId: params.room_id, content, clientId }
    const { message, created } = await messages.send(await callerOf(reply, username), draft)
    return reply.code(created ? 201 : 200).send(toWireMessage(message))
  })
}
