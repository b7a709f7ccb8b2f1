/** What the two WebSocket doors answer to one thing said, and whether the connection lives on. */
import type { Ground } from "./ground.ts"
import type { Answer } from "./row.ts"
import { frame, openByHand } from "./web-socket.ts"

type Frame = ReturnType<typeof JSON.parse>

/** Its acknowledgement shows that the connection lives on: always the same message, so that it is stored once. */
const STILL_RAW = '{"type":"message","content":"still here","client_id":"still"}'
const PASSING = ["join", "leave", "users_list", "typing"]

const isStillRaw = (text: string) => text.includes('"client_id":"still"')

/** Text, or bytes as they are, by Ann. Answers with a frame's type or error code, `silence`, or the close code. */
export async function tellRaw({ url, fill }: Ground, said: string | Buffer): Promise<Answer> {
  const socket = openByHand(url, fill("/ws/chat/{room}?username=ann"))
  await socket.hears((text) => text.includes('"users_list"'))
  await socket.write(typeof said === "string" ? frame(fill(said)) : said)
  await socket.say(STILL_RAW)
  const alive = await socket.hears(isStillRaw)
  const word = alive === undefined ? await socket.ended() : answerBefore(socket.heard)
  socket.leave()
  return { word, text: socket.heard.join("\n") }
}

function answerBefore(heard: string[]): string {
  const frames: Frame[] = heard.filter((text) => !isStillRaw(text)).map((text) => JSON.parse(text))
  const answer = frames.find(({ type }) => !PASSING.includes(type))
  return answer ? (answer.code ?? answer.type) : "silence"
}

export type Told = {
  said: string | Buffer
  /** What is said first on a socket that announced a name. */
  hello?: string
  /** How many answers there must be before the connection is asked whether it lives. */
  answers?: number
}

const STILL_TRPC = '{"id":"still","method":"query","params":{"path":"rooms.list"}}'

/** Answers with the answers' tRPC codes or types, or `silence`; `then` the close code if the connection died. */
export async function tellTrpc({ url, fill }: Ground, told: Told): Promise<Answer> {
  const { said, hello, answers = 1 } = told
  const socket = openByHand(url, hello === undefined ? "/trpc" : "/trpc?connectionParams=1")
  const answered = () => socket.heard.filter((text) => !isStillTrpc(text))
  if (hello !== undefined) await socket.say(hello)
  await socket.write(typeof said === "string" ? frame(fill(said)) : said)
  if (answers > 0) await socket.hears(() => answered().length >= answers)
  await socket.say(STILL_TRPC)
  const alive = await socket.hears(isStillTrpc)
  const words = answered()
    .slice(0, answers || 1)
    .map(trpcWord)
    .filter(Boolean)
  const end = alive === undefined ? [await socket.ended()] : []
  socket.leave()
  const word = [...words, ...end]
  return {
    word: word.length === 1 ? (word[0] as string) : word.join(" then ") || "silence",
    text: socket.heard.join("\n"),
  }
}

const isStillTrpc = (text: string) => text.startsWith('{"id":"still",')

function trpcWord(text: string): string {
  if (!text.startsWith("{")) return text
  const { error, result }: Frame = JSON.parse(text)
  return error ? error.data.code : result.type
}
