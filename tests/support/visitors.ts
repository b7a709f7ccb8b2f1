/** The doors, each as a visitor with the same five wishes, so that one contract can be read to all of them. */
import { createTRPCClient, httpBatchLink, type TRPCClient, TRPCClientError } from "@trpc/client"
import type { AppRouter } from "../../src/client/sdk/index.ts"
import type { ServerFrame, WireMessage } from "../../src/shared/frames.ts"
import type { Message, Room } from "../../src/shared/schema.ts"
import type { RawSocket } from "./raw-socket.ts"
import type { Reach } from "./reach.ts"

/** A refusal in the door's own word: a status, a tRPC code, an error frame's code or a close code. */
export class Refusal extends Error {
  readonly word: string | number
  constructor(word: string | number) {
    super(`refused: ${word}`)
    this.word = word
  }
}

export type Said = Pick<Message, "id" | "seq" | "username" | "content" | "clientId">
type Named = Pick<Room, "id" | "name">

/** One person at one door. Every wish may be refused with a Refusal. */
export type Visitor = {
  createRoom(name: string): Promise<Named>
  rooms(): Promise<Named[]>
  deleteRoom(roomId: number): Promise<unknown>
  send(message: { roomId: number; content: string; clientId: string }): Promise<Said>
  history(page: {
    roomId: number
    before?: number
    after?: number
    limit?: number
  }): Promise<Said[]>
}

export type Door = {
  name: string
  visit(server: Reach, username: string): Visitor
  /** The door's own words. */
  words: Record<
    "taken" | "full" | "noRoom" | "conflict" | "notAllowed" | "tooFast",
    string | number
  >
}

const ROOMS = "/api/chat/rooms"

export const rest: Door = {
  name: "REST",
  words: { taken: 400, full: 429, noRoom: 404, conflict: 409, notAllowed: 422, tooFast: 429 },
  visit({ rest: { get, post, delete: remove } }, username) {
    const ok = async (asked: ReturnType<typeof get>) => {
      const { status, body } = await asked
      if (status >= 300) throw new Refusal(status)
      return body
    }
    return {
      createRoom: (name) => ok(post(ROOMS, { name })),
      rooms: () => ok(get(ROOMS)),
      deleteRoom: (roomId) => ok(remove(`${ROOMS}/${roomId}`)),
      send: async ({ roomId, content, clientId }) =>
        said(
          await ok(post(`${ROOMS}/${roomId}/messages`, { username, content, client_id: clientId })),
        ),
      async history({ roomId, ...page }) {
        const query = new URLSearchParams(Object.entries(page).map(([key, n]) => [key, String(n)]))
        return (await ok(get(`${ROOMS}/${roomId}/messages?${query}`))).map(said)
      },
    }
  },
}

const trpcWords: Door["words"] = {
  taken: "CONFLICT",
  full: "TOO_MANY_REQUESTS",
  noRoom: "NOT_FOUND",
  conflict: "CONFLICT",
  notAllowed: "BAD_REQUEST",
  tooFast: "TOO_MANY_REQUESTS",
}

export const trpcOverHttp: Door = {
  name: "tRPC over HTTP",
  words: trpcWords,
  visit: ({ url }, username) =>
    trpcVisitor(
      createTRPCClient<AppRouter>({
        links: [httpBatchLink({ url: `${url}/trpc`, headers: { "x-confab-username": username } })],
      }),
    ),
}

export const trpcOverWebSocket: Door = {
  name: "tRPC over WebSocket",
  words: trpcWords,
  visit: (server, username) => trpcVisitor(server.client(username)),
}

/** The raw socket only sends; what it has no frame for is asked as its clients ask it, over REST. */
export const rawSocket: Door = {
  name: "the raw socket",
  words: {
    ...rest.words,
    noRoom: 4004,
    conflict: "CLIENT_ID_CONFLICT",
    notAllowed: "INVALID_FRAME",
    tooFast: "TOO_MANY_MESSAGES",
  },
  visit(server, username) {
    const rooms = new Map<number, ReturnType<typeof rawSender>>()
    return {
      ...rest.visit(server, username),
      send({ roomId, ...message }) {
        const sender = rooms.get(roomId) ?? rawSender(server.raw(roomId, { username }))
        rooms.set(roomId, sender)
        return sender.send(message)
      },
    }
  },
}

/** Sends on one socket; the frame with the message's own client id is the answer. */
function rawSender({ socket, closed, say }: RawSocket) {
  const waiting = new Map<string, PromiseWithResolvers<Said>>()
  socket.on("message", (data) => {
    const frame: ServerFrame = JSON.parse(String(data))
    if (frame.type === "message") waiting.get(frame.client_id ?? "")?.resolve(said(frame))
    if (frame.type !== "error") return
    // One that names no message was asked with an id that is none.
    const about = frame.client_id ? [waiting.get(frame.client_id)] : waiting.values()
    for (const answer of about) answer?.reject(new Refusal(frame.code))
  })

  return {
    async send({ content, clientId }: { content: string; clientId: string }) {
      const answer = waiting.get(clientId) ?? Promise.withResolvers<Said>()
      waiting.set(clientId, answer)
      const ended = closed.then((code) => Promise.reject(new Refusal(code)))
      try {
        await Promise.race([say(content, clientId), ended])
        return await Promise.race([answer.promise, ended])
      } finally {
        waiting.delete(clientId)
      }
    },
  }
}

function trpcVisitor({
  rooms,
  messages,
}: Pick<TRPCClient<AppRouter>, "rooms" | "messages">): Visitor {
  return {
    createRoom: (name) => asked(rooms.create.mutate({ name })),
    rooms: () => asked(rooms.list.query()),
    deleteRoom: (roomId) => asked(rooms.delete.mutate({ roomId })),
    send: (message) => asked(messages.send.mutate(message)),
    history: async (page) => (await asked(messages.history.query(page))).messages,
  }
}

const asked = <Answer>(answer: Promise<Answer>): Promise<Answer> =>
  answer.catch((error: unknown) => {
    throw error instanceof TRPCClientError ? new Refusal(error.data?.code) : error
  })

const said = ({ id, seq, username, content, client_id: clientId }: WireMessage): Said => ({
  id,
  seq,
  username,
  content,
  clientId,
})

export const doors = [rest, trpcOverHttp, trpcOverWebSocket, rawSocket]
