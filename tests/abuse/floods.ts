/**
 * Too much of what is allowed, against a server that counts. Every flooder is a person of its own. There are fewer rows
 * than songs that a canary may sing at once.
 */
import { FRAME_BURST, SEND_BURST } from "../../src/server/limits.ts"
import { askTrpc } from "./doors.ts"
import type { Ground } from "./ground.ts"
import { askHttp, JSON_TYPE } from "./http.ts"
import { type Answer, type Case, family, type Row, type Word } from "./row.ts"
import { openTcp } from "./tcp.ts"
import { frame, openByHand } from "./web-socket.ts"

const PING = 9
const times = (count: number, bytes: Buffer) =>
  Buffer.concat(Array.from({ length: count }, () => bytes))

/** As many bytes as they are at once; the word is how the socket ended, or that it lives on. */
const pour =
  (target: () => string, last: string) =>
  async ({ url, fill }: Ground, bytes: Buffer): Promise<Answer> => {
    const socket = openByHand(url, fill(target()))
    await socket.opened()
    await socket.write(Buffer.concat([bytes, frame(last)]))
    const answer = await socket.hears(
      (text) => text.includes('"the last"') && !text.includes('"error"'),
    )
    const word = answer === undefined ? await socket.ended() : "lives on"
    socket.leave()
    return { word, text: socket.heard.join("\n") }
  }

const rawLast = '{"type":"message","content":"over","client_id":"the last"}'
const trpcLast = '{"id":"the last","method":"query","params":{"path":"rooms.list"}}'
const typing = frame('{"type":"typing"}')
const message = frame('{"type":"message","content":"flood"}')

let flooders = 0
const nextFlooder = () => `/ws/chat/{room}?username=flooder+${++flooders}`

const FLOODING = 4029
const rawFloods: Case<Buffer>[] = [
  ["600 frames of typing", times(600, typing), FLOODING],
  ["600 frames of nonsense", times(600, frame("{bad")), FLOODING],
  ["600 empty frames", times(600, frame("")), FLOODING],
  ["1,000 pings", times(1_000, frame("", { opcode: PING })), FLOODING],
  ["60 messages", times(60, message), FLOODING],
  ["as many frames as are allowed", times(FRAME_BURST - 10, typing), "lives on"],
  ["nearly as many messages as are allowed", times(SEND_BURST - 1, message), "lives on"],
]
const trpcFloods: Case<Buffer>[] = [
  ["600 PINGs", times(600, frame("PING")), FLOODING],
  ["600 frames of nonsense", times(600, frame("{bad")), FLOODING],
  ["600 nulls", times(600, frame("null")), FLOODING],
  ["1,000 pings", times(1_000, frame("", { opcode: PING })), FLOODING],
  ["as many frames as are allowed", times(FRAME_BURST - 10, frame("PING")), "lives on"],
]

const tooMany = new Set<Word>([429, "TOO_MANY_REQUESTS"])

/** One after the other; the answer is the last refusal, or without one the last of all. */
const inTurn =
  (ask: (ground: Ground, n: number) => Promise<Answer>) =>
  async (ground: Ground, count: number): Promise<Answer> => {
    const answers: Answer[] = []
    for (let n = 0; n < count; n++) answers.push(await ask(ground, n))
    // The rate goes on meanwhile: now and then one is let through.
    const last = answers.findLast(({ word }) => tooMany.has(word)) ?? answers.at(-1)
    if (!last) throw new Error("nothing was asked")
    return last
  }

const byRest = (username: string) =>
  inTurn((ground) =>
    askHttp(ground, {
      method: "POST",
      target: "/api/chat/rooms/{room}/messages",
      headers: JSON_TYPE,
      body: JSON.stringify({ username, content: "flood" }),
    }),
  )
const byTrpc = (username: string) =>
  inTurn((ground, n) =>
    askTrpc(ground, {
      method: "POST",
      target: "/trpc/messages.send",
      headers: { ...JSON_TYPE, "x-confab-username": username },
      body: `{"roomId":{room},"content":"flood","clientId":"${n}"}`,
    }),
  )

const messages = (allowed: Word, tooMany: Word): Case<number>[] => [
  ["20 messages", SEND_BURST, allowed],
  ["60 messages more", SEND_BURST * 3, tooMany],
]

/** So many connections at once, each saying these first bytes and then breaking. */
async function storm({ url, fill }: Ground, [count, bytes]: [number, string]): Promise<Answer> {
  const connections = Array.from({ length: count }, () => openTcp(url))
  await Promise.all(connections.map(({ written }) => written(Buffer.from(fill(bytes)))))
  for (const { socket } of connections) socket.resetAndDestroy()
  await Promise.all(connections.map(({ closed }) => closed))
  return { word: "gone", text: "" }
}

const storms: Case<[number, string]>[] = [
  ["300 that begin a request", [300, "GET /trpc HTTP/1.1\r\nHost: x\r\n"], "gone"],
  ["300 that ask for nothing", [300, "\r\n"], "gone"],
  [
    "300 that wait with a body",
    [
      300,
      "POST /api/chat/rooms HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
    ],
    "gone",
  ],
]

export const floodRows: Row[] = [
  ...family("floods of the raw socket", pour(nextFlooder, rawLast), rawFloods),
  ...family(
    "floods of the tRPC socket",
    pour(() => "/trpc", trpcLast),
    trpcFloods,
  ),
  ...family("floods of REST", byRest("Rita"), messages(201, 429)),
  ...family("floods of tRPC over HTTP", byTrpc("Theo"), messages(200, "TOO_MANY_REQUESTS")),
  ...family("storms of connections", storm, storms),
]
