/** A WebSocket client written by hand: frames of any shape, and what comes back. */
import { textOf } from "./http.ts"
import type { Word } from "./row.ts"
import { openTcp } from "./tcp.ts"

type FrameParts = {
  opcode?: number
  fin?: boolean
  /** The three reserved bits. */
  reserved?: number
  masked?: boolean
  /** The length it claims to have. */
  claims?: bigint
}

export function frame(payload: string | Buffer, parts: FrameParts = {}): Buffer {
  const { opcode = 1, fin = true, reserved = 0, masked = true, claims } = parts
  const data = Buffer.from(payload as string)
  const mark = masked ? 0x80 : 0
  // Masked with zeros, which change nothing.
  const mask = Buffer.alloc(masked ? 4 : 0)
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode
  return Buffer.concat([
    Buffer.from([first]),
    lengthBytes(claims ?? BigInt(data.length), mark),
    mask,
    data,
  ])
}

/** One text in pieces of so many bytes. */
export function inFragments(text: string | Buffer, size: number, opcode = 1): Buffer {
  const data = Buffer.from(text as string)
  const pieces = Array.from({ length: Math.ceil(data.length / size) }, (_, n) =>
    data.subarray(n * size, (n + 1) * size),
  )
  const last = pieces.length - 1
  return Buffer.concat(
    pieces.map((piece, n) => frame(piece, { opcode: n === 0 ? opcode : 0, fin: n === last })),
  )
}

function lengthBytes(length: bigint, mark: number): Buffer {
  if (length < 126n) return Buffer.from([mark | Number(length)])
  const isLong = length > 0xffffn
  const bytes = Buffer.alloc(isLong ? 9 : 3)
  bytes[0] = mark | (isLong ? 127 : 126)
  if (isLong) bytes.writeBigUInt64BE(length, 1)
  else bytes.writeUInt16BE(Number(length), 1)
  return bytes
}

export const handshake = (target: string, headers: string[] = []) =>
  [
    `GET ${target} HTTP/1.1`,
    "Host: localhost",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
    "\r\n",
  ].join("\r\n")

export function openByHand(url: string, target: string) {
  const tcp = openTcp(url)
  const heard: string[] = []
  const waiting = new Set<() => void>()
  let unread = Buffer.alloc(0)
  let isOpen = false
  let ended: Word | undefined
  tcp.socket.write(handshake(target))
  tcp.socket.on("data", (chunk: Buffer) => {
    unread = Buffer.concat([unread, chunk])
    if (!isOpen) open()
    if (isOpen) read()
    for (const look of [...waiting]) look()
  })
  void tcp.closed.then(() => {
    ended ??= isOpen ? "cut" : Number(unread.toString("latin1", 9, 12)) || "cut"
    if (!isOpen) heard.push(textOf(unread))
    for (const look of [...waiting]) look()
  })

  function open() {
    const end = unread.indexOf("\r\n\r\n")
    isOpen = end > 0 && unread.toString("latin1", 9, 12) === "101"
    if (isOpen) unread = unread.subarray(end + 4)
  }

  function read() {
    for (let next = nextFrame(unread); next; next = nextFrame(unread)) {
      unread = unread.subarray(next.size)
      if (next.opcode === 1) heard.push(String(next.payload))
      if (next.opcode === 8) {
        ended ??= next.payload.length < 2 ? 1005 : next.payload.readUInt16BE()
        heard.push(next.payload.toString("utf8", 2))
        tcp.socket.destroy()
      }
    }
  }

  return {
    socket: tcp.socket,
    heard,
    write: tcp.written,
    /** Once the handshake is answered, however. */
    opened: () =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!isOpen && ended === undefined) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
    say: (text: string) => tcp.written(frame(text)),

    /** The first text that passes, also of those before; undefined when the socket ended without. */
    hears: (passes: (text: string) => boolean) =>
      new Promise<string | undefined>((resolve) => {
        const look = () => {
          const found = heard.find(passes)
          if (found === undefined && ended === undefined) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),

    /** The close code; the status instead of a handshake; `cut` for an end without a word. */
    ended: async (): Promise<Word> => {
      await tcp.closed
      return ended ?? "cut"
    },

    leave: () => tcp.socket.destroy(),
  }
}

type Frame = { opcode: number; payload: Buffer; size: number }

/** The server's own frames: unmasked and whole. */
function nextFrame(bytes: Buffer): Frame | null {
  if (bytes.length < 2) return null
  const short = (bytes[1] as number) & 0x7f
  const lengthSize = { 126: 2, 127: 8 }[short] ?? 0
  const start = 2 + lengthSize
  if (bytes.length < start) return null
  const length =
    lengthSize === 0
      ? short
      : bytes.readUIntBE(start - Math.min(lengthSize, 6), Math.min(lengthSize, 6))
  const size = start + length
  if (bytes.length < size) return null
  return { opcode: (bytes[0] as number) & 0x0f, payload: bytes.subarray(start, size), size }
}
