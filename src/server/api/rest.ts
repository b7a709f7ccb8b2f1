/** The REST door, `/api/chat`: paths and shapes of the system we replace. Each operation is described in rest-operations.ts. */
import type { FastifyInstance, FastifyReply } from "fastify"
import type { ZodTypeProvider } from "fastify-type-provider-zod"
import { toWireMessage, toWireRoom } from "../../shared/frames.ts"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import type { Chat } from "../chat/chat.ts"
import { personNamed } from "../chat/people.ts"
import type { AddressRule } from "./address.ts"
import { HttpPeer } from "./http-peer.ts"
import { operations } from "./rest-operations.ts"

const ROOMS = "/api/chat/rooms"
const ROOM = `${ROOMS}/:room_id`
const MESSAGES = `${ROOM}/messages`

type Parts = { chat: Chat; addressOf: AddressRule; budget: MemoryBudget; basePath: string }

export async function serveRest(plain: FastifyInstance, parts: Parts) {
  const { chat, addressOf, budget, basePath } = parts
  const { rooms, messages } = chat
  const peerOf = ({ raw }: FastifyReply) => new HttpPeer(budget, raw, addressOf(raw.req))
  const app = plain.withTypeProvider<ZodTypeProvider>()

  app.post(ROOMS, { schema: operations.createRoom }, async ({ body }, answer) =>
    answer.code(201).send(toWireRoom(await rooms.create(peerOf(answer), body))),
  )

  app.get(ROOMS, { schema: operations.listRooms }, async ({ query }, answer) => {
    const listed = await rooms.list(peerOf(answer), query)
    const rest = `${basePath.slice(0, -1)}${ROOMS}?after=${listed.rooms.at(-1)?.id}`
    if (listed.more) answer.header("link", `<${rest}>; rel="next"`)
    return listed.rooms.map(toWireRoom)
  })

  app.delete(ROOM, { schema: operations.deleteRoom }, async ({ params }, answer) => {
    await rooms.delete(peerOf(answer), { roomId: params.room_id })
    return answer.code(204).send()
  })

  app.get(MESSAGES, { schema: operations.listMessages }, async ({ params, query }, answer) => {
    const page = await messages.history(peerOf(answer), { roomId: params.room_id, ...query })
    return page.messages.map(toWireMessage)
  })

  app.post(MESSAGES, { schema: operations.sendMessage }, async ({ params, body }, answer) => {
    const { username, content, client_id: clientId } = body
    const draft = { roomId: params.room_id, content, clientId }
    const { message, created } = await messages.send(peerOf(answer), personNamed(username), draft)
    return answer.code(created ? 201 : 200).send(toWireMessage(message))
  })
}
