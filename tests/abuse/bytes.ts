/** Below the frames' content: the WebSocket protocol itself, byte by byte, at both doors that speak it. */
import { FRAME_BYTES_MAX } from "../../src/shared/limits.ts"
import type { Ground } from "./ground.ts"
import { type Answer, type Case, family, type Row } from "./row.ts"
import { openTcp } from "./tcp.ts"
import { frame, handshake, inFragments, openByHand } from "./web-socket.ts"

/** A text that the door answers, with a letter of two bytes in it. */
const texts: Record<string, string> = {
  "/ws/chat/{room}?username=ann": '{"type":"message","content":"\u00e9","client_id":"bytes"}',
  "/trpc": '{"id":"\u00e9","method":"query","params":{"path":"rooms.list"}}',
}

type Ending = "waits" | "ends" | "breaks"
type Said = { bytes: Buffer; ending?: Ending }

/** The word is `answered`, or how the connection ended. */
const say =
  (target: string) =>
  async ({ url, fill }: Ground, { bytes, ending = "waits" }: Said): Promise<Answer> => {
    const socket = openByHand(url, fill(target))
    await socket.opened()
    await socket.write(bytes)
    if (ending === "ends") socket.socket.end()
    if (ending === "breaks") socket.socket.resetAndDestroy()
    const answer = await socket.hears((text) => /^\{.*"(message|data|error)"/.test(text))
    const word = answer === undefined ? await socket.ended() : "answered"
    socket.leave()
    return { word, text: socket.heard.join("\n") }
  }

const PING = 9
const PONG = 10
const CLOSE = 8
const closing = (code: number, reason: string | Buffer = "") => {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(code)
  return frame(Buffer.concat([bytes, Buffer.from(reason as string)]), { opcode: CLOSE })
}
const start = (text: string | Buffer) => frame(text, { fin: false })
const more = (text: string | Buffer) => frame(text, { opcode: 0, fin: false })
const end = (text: string | Buffer) => frame(text, { opcode: 0 })
const times = (count: number, bytes: Buffer) =>
  Buffer.concat(Array.from({ length: count }, () => bytes))
const padded = (text: string, bytes: number) => text + " ".repeat(bytes - Buffer.byteLength(text))

const againstTheProtocol = (text: string): [string, Buffer][] => [
  ["not masked", frame(text, { masked: false })],
  ...[1, 2, 4, 7].map((bits): [string, Buffer] => [
    `reserved bits ${bits}`,
    frame(text, { reserved: bits }),
  ]),
  ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode): [string, Buffer] => [
    `opcode ${opcode}`,
    frame(text, { opcode }),
  ]),
  ["a ping in fragments", frame("", { opcode: PING, fin: false })],
  ["a pong in fragments", frame("", { opcode: PONG, fin: false })],
  ["a close in fragments", frame("", { opcode: CLOSE, fin: false })],
  ["a ping of 126 bytes", frame("x".repeat(126), { opcode: PING })],
  ["a close of 126 bytes", closing(1000, "x".repeat(124))],
  ["a close of one byte", frame("x", { opcode: CLOSE })],
  ...[0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535].map((code): [string, Buffer] => [
    `close code ${code}`,
    closing(code),
  ]),
  ["going on with nothing", end(text)],
  ["going on with nothing, for long", more(text)],
  ["a text within a text", Buffer.concat([start("{"), frame(text)])],
  ["a binary within a text", Buffer.concat([start("{"), frame(text, { opcode: 2 })])],
  ["a ping with a reserved bit", frame("", { opcode: PING, reserved: 4 })],
  ["HTTP once more", Buffer.from(handshake("/trpc"))],
]

const noText: [string, Buffer][] = [
  ["ff", Buffer.from([0xff])],
  ["a lone continuation", Buffer.from([0x80])],
  ["an overlong NUL", Buffer.from([0xc0, 0x80])],
  ["an overlong slash", Buffer.from([0xe0, 0x80, 0xaf])],
  ["a surrogate", Buffer.from([0xed, 0xa0, 0x80])],
  ["beyond the last code point", Buffer.from([0xf4, 0x90, 0x80, 0x80])],
  ["cut short", Buffer.from([0xe2, 0x82])],
  ["UTF-16", Buffer.from('\ufeff{"\u00e9"', "utf16le")],
]

const tooLarge = (text: string): [string, Buffer][] => {
  const large = padded(text, FRAME_BYTES_MAX + 1)
  return [
    ["64 KiB and a byte", frame(large)],
    ["64 KiB and a byte, only announced", frame("", { claims: BigInt(FRAME_BYTES_MAX + 1) })],
    ["64 KiB and a byte in two fragments", inFragments(large, FRAME_BYTES_MAX)],
    ["64 KiB and a byte in fragments of 200", inFragments(large, 200)],
    [
      "64 KiB and a byte, never ending",
      Buffer.concat([start(padded(text, FRAME_BYTES_MAX)), more("x")]),
    ],
    ["2^32 bytes announced", frame("", { claims: 2n ** 32n })],
    ["2^53 bytes announced", frame("", { claims: 2n ** 53n })],
    ["2^63 bytes announced", frame("", { claims: 2n ** 63n })],
    ["2^64 - 1 bytes announced", frame("", { claims: 2n ** 64n - 1n })],
    ["binary of 64 KiB and a byte", frame(large, { opcode: 2 })],
  ]
}

const allowed = (text: string): [string, Buffer][] => {
  const bytes = Buffer.from(text)
  const middle = bytes.indexOf(0xc3) + 1
  return [
    ["in one piece", frame(text)],
    ["64 KiB", frame(padded(text, FRAME_BYTES_MAX))],
    ["64 KiB in fragments of 200", inFragments(padded(text, FRAME_BYTES_MAX), 200)],
    [
      "cut within a character",
      Buffer.concat([start(bytes.subarray(0, middle)), end(bytes.subarray(middle))]),
    ],
    ["a byte a fragment", inFragments(text, 1)],
    ["500 fragments of a byte", inFragments(padded(text, 500), 1)],
    [
      "five hundred empty fragments before it ends",
      Buffer.concat([start(text), times(500, more("")), end("")]),
    ],
    [
      "with a ping in between",
      Buffer.concat([start(text), frame("x".repeat(125), { opcode: PING }), end("")]),
    ],
    ["after a pong nobody asked for", Buffer.concat([frame("x", { opcode: PONG }), frame(text)])],
    ["after fifty pings", Buffer.concat([times(50, frame("", { opcode: PING })), frame(text)])],
  ]
}

const ending = (text: string): Case<Said>[] => [
  ["binary", { bytes: frame(text, { opcode: 2 }) }, 1003],
  ["binary of nothing", { bytes: frame("", { opcode: 2 }) }, 1003],
  ["binary in fragments", { bytes: inFragments(text, 10, 2) }, 1003],
  // Too many for one message, though none too long.
  [
    "20,000 fragments of a byte",
    { bytes: inFragments(padded(text, 20_000), 1) },
    [1008, 1009, 4029],
  ],
  [
    "20,000 empty fragments",
    { bytes: Buffer.concat([start(text), times(20_000, more(""))]) },
    [1008, 1009, 4029],
  ],
  [
    "invalid UTF-8 in the last fragment",
    { bytes: Buffer.concat([start("{"), end(Buffer.from([0xff]))]) },
    1007,
  ],
  ["a close reason that is no UTF-8", { bytes: closing(1000, Buffer.from([0xff])) }, 1007],
  ...[1000, 1001, 1011, 3000, 4999].map(
    (code): Case<Said> => [`close code ${code}`, { bytes: closing(code, "bye") }, code],
  ),
  ["a close without a code", { bytes: frame("", { opcode: CLOSE }) }, 1005],
  ["a text after the close", { bytes: Buffer.concat([closing(1000), frame(text)]) }, 1000],
  ...(["ends", "breaks"] as const).flatMap((ending): Case<Said>[] => [
    [`${ending} in a frame's first bytes`, { bytes: frame(text).subarray(0, 1), ending }, "cut"],
    [
      `${ending} in a frame's length`,
      { bytes: frame("x".repeat(200)).subarray(0, 3), ending },
      "cut",
    ],
    [`${ending} in a frame`, { bytes: frame(text).subarray(0, 20), ending }, "cut"],
    [`${ending} between fragments`, { bytes: start(text), ending }, "cut"],
    [`${ending} without a word`, { bytes: Buffer.alloc(0), ending }, "cut"],
  ]),
]

const shaped = (pairs: [string, Buffer][], expected: number | string): Case<Said>[] =>
  pairs.map(([name, bytes]) => [name, { bytes }, expected])

async function breakOff({ url, fill }: Ground, [bytes, ending]: [string, Ending]): Promise<Answer> {
  const { socket, closed, written } = openTcp(url)
  socket.resume()
  await written(Buffer.from(fill(bytes), "latin1"))
  if (ending === "breaks") socket.resetAndDestroy()
  else socket.end()
  await closed
  return { word: "gone", text: "" }
}

const shaken = Object.keys(texts).flatMap((target) => {
  const whole = handshake(target)
  return [10, 20, 60, whole.length - 1, whole.length].flatMap(
    (length): Case<[string, Ending]>[] => [
      [`${target} reset after ${length} bytes`, [whole.slice(0, length), "breaks"], "gone"],
    ],
  )
})

export const byteRows: Row[] = [
  ...Object.entries(texts).flatMap(([target, text]) =>
    family(`bytes at ${target}`, say(target), [
      ...shaped(againstTheProtocol(text), 1002),
      ...shaped(
        noText.map(([name, bytes]) => [`text that is ${name}`, frame(bytes)]),
        1007,
      ),
      ...shaped([["10,000 fragments of a byte", inFragments(padded(text, 10_000), 1)]], 1008),
      ...shaped(tooLarge(text), 1009),
      ...ending(text),
      ...shaped(allowed(text), "answered"),
    ]),
  ),
  ...family("handshakes broken off", breakOff, shaken),
]
