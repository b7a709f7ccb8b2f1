/** The four doors, each with the two things that all of them take: a text that should be JSON, and a message. */
import type { Ground } from "./ground.ts"
import { askHttp, JSON_TYPE, type Request } from "./http.ts"
import type { Answer, Word } from "./row.ts"
import { tellRaw, tellTrpc } from "./sockets.ts"
import { openByHand } from "./web-socket.ts"

export type Letter = { username: string; content: string; clientId: string }
type Refusals = Record<keyof Letter, Word | Word[]>

export type Door = {
  name: string
  /** Hands over a text that should be JSON. */
  hand: (ground: Ground, json: string) => Promise<Answer>
  /** Sends a message. The word is `kept` when all of it came back as it was, `changed` when not. */
  send: (ground: Ground, letter: Letter) => Promise<Answer>
  /** Something to hand over that the door accepts, and its word for that. */
  accepts: (name: string) => object
  accepted: Word
  /** The door's words for JSON that is none, nests too deep, is too large, or is not what was asked for. */
  broken: Word
  deep: Word
  tooLarge: Word
  wrong: Word
  /** Its words for certain JSON, where they differ. */
  words: Record<string, Word>
  refuses: Refusals
}

/** A tRPC code where the answer holds one, of each call in a batch; otherwise the status. */
export async function askTrpc(ground: Ground, request: Request): Promise<Answer> {
  const { word, text } = await askHttp(ground, request)
  const codes = [...text.matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => code)
  return { word: codes.join(" ") || word, text }
}

const MESSAGES = "/api/chat/rooms/{room}/messages"
const posted = (target: string, body: string, headers: Request["headers"] = {}) => ({
  method: "POST",
  target,
  headers: { ...JSON_TYPE, ...headers },
  body,
})

export const rest: Door = {
  name: "REST",
  hand: (ground, json) => askHttp(ground, posted("/api/chat/rooms", json)),
  async send(ground, letter) {
    const { username, content, clientId: client_id } = letter
    const body = JSON.stringify({ username, content, client_id })
    const answer = await askHttp(ground, posted(MESSAGES, body))
    return compared(letter, answer, ({ client_id: clientId, ...said }) => ({ ...said, clientId }))
  },
  accepts: (name) => ({ name: `Legal ${name}` }),
  accepted: 201,
  broken: 400,
  deep: 400,
  tooLarge: 413,
  wrong: 422,
  words: {},
  refuses: { username: 422, content: 422, clientId: 422 },
}

export const trpcOverHttp: Door = {
  name: "tRPC over HTTP",
  hand: (ground, json) => askTrpc(ground, posted("/trpc/rooms.create", json)),
  async send(ground, letter) {
    const { username, ...message } = letter
    const body = JSON.stringify({ roomId: ground.roomId, ...message })
    const named = { "x-confab-username": generalUtf8(username) }
    const answer = await askTrpc(ground, posted("/trpc/messages.send", body, named))
    return compared(letter, answer, ({ result }) => result.data)
  },
  accepts: (name) => ({ name: `Legal too, ${name}` }),
  accepted: 200,
  broken: "BAD_REQUEST",
  deep: 400,
  tooLarge: 413,
  wrong: "BAD_REQUEST",
  words: {},
  // What is no header or no UTF-8 is refused before anybody asks whose name it is.
  refuses: { username: ["UNAUTHORIZED", 400], content: "BAD_REQUEST", clientId: "BAD_REQUEST" },
}

export const trpcOverWebSocket: Door = {
  name: "tRPC over WebSocket",
  hand: (ground, json) => tellTrpc(ground, { said: json, answers: json === "[]" ? 0 : 1 }),
  async send(ground, letter) {
    const { username, ...message } = letter
    const hello = JSON.stringify({ method: "connectionParams", data: { username } })
    const params = { path: "messages.send", input: { roomId: ground.roomId, ...message } }
    const said = JSON.stringify({ id: 1, method: "mutation", params })
    const answer = await tellTrpc(ground, { hello, said })
    const [text = ""] = answer.text.split("\n")
    return compared(letter, { ...answer, text }, ({ result }) => result.data)
  },
  accepts: () => ({ id: 1, method: "query", params: { path: "rooms.list" } }),
  accepted: "data",
  broken: "PARSE_ERROR",
  deep: "BAD_REQUEST",
  tooLarge: 1009,
  wrong: "PARSE_ERROR",
  // A batch of no calls has no answers.
  words: { "[]": "silence" },
  refuses: { username: "UNAUTHORIZED", content: "BAD_REQUEST", clientId: "BAD_REQUEST" },
}

const rawSocket: Door = {
  name: "the raw socket",
  hand: tellRaw,
  async send({ url, roomId }, letter) {
    const { username, content, clientId: client_id } = letter
    const socket = openByHand(url, `/ws/chat/${roomId}?username=${percentEncoded(username)}`)
    await socket.hears((text) => text.includes('"users_list"'))
    await socket.say(JSON.stringify({ type: "message", content, client_id }))
    const text = await socket.hears((heard) => /^\{"type":"(message|error)"/.test(heard))
    const word = text === undefined ? await socket.ended() : (JSON.parse(text).code ?? "message")
    socket.leave()
    const answer = { word, text: text ?? socket.heard.join("\n") }
    return compared(letter, answer, ({ client_id: clientId, ...said }) => ({ ...said, clientId }))
  },
  accepts: (name) => ({ type: "message", content: name }),
  accepted: "message",
  broken: "INVALID_JSON",
  deep: "INVALID_JSON",
  tooLarge: 1009,
  wrong: "INVALID_FRAME",
  words: {},
  refuses: { username: 4001, content: "INVALID_FRAME", clientId: "INVALID_FRAME" },
}

export const doors = [rest, trpcOverHttp, trpcOverWebSocket, rawSocket]

const ACCEPTED: Word[] = [200, 201, "data", "message"]

function compared(
  letter: Letter,
  answer: Answer,
  letterIn: (json: ReturnType<typeof JSON.parse>) => Letter,
): Answer {
  if (!ACCEPTED.includes(answer.word)) return answer
  const { username, content, clientId } = letterIn(JSON.parse(answer.text))
  const isKept =
    username === letter.username.trim() &&
    content === letter.content &&
    clientId === letter.clientId
  return { word: isKept ? "kept" : "changed", text: answer.text }
}

/** UTF-8 that spells lone surrogates out as well, instead of replacing them. */
function generalUtf8(text: string): Buffer {
  const bytes = [...text].map((char) => {
    const code = char.codePointAt(0) as number
    const isLone = code >= 0xd800 && code <= 0xdfff
    if (!isLone) return Buffer.from(char)
    return Buffer.from([0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)])
  })
  return Buffer.concat(bytes)
}

const percentEncoded = (text: string): string =>
  generalUtf8(text).toString("hex").replace(/../g, "%$&")
