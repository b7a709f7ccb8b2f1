/** WebSocket frames, as little of them as a client that counts needs: text, ping and close, none in pieces. */
import { randomBytes } from "node:crypto"

export const TEXT = 1
export const CLOSE = 8
export const PING = 9
const PONG = 10

const MASKED = 0x80
const FINAL = 0x80
const maskKey = randomBytes(4)

export const textFrame = (text: string) => clientFrame(TEXT, Buffer.from(text))
export const pongFrame = (payload: Buffer) => clientFrame(PONG, payload)

/** A client has to mask what it says. */
function clientFrame(opcode: number, payload: Buffer): Buffer {
  const masked = Buffer.from(payload)
  for (let at = 0; at < masked.length; at++)
    masked[at] = byteAt(masked, at) ^ byteAt(maskKey, at % 4)
  return Buffer.concat([
    Buffer.from([FINAL | opcode, ...lengthBytes(payload.length)]),
    maskKey,
    masked,
  ])
}

function lengthBytes(length: number): number[] {
  if (length < 126) return [MASKED | length]
  if (length > 0xffff) throw new Error("no peer takes a frame of more than 64 KiB")
  return [MASKED | 126, length >> 8, length & 0xff]
}

/** A frame of a server: the payload is in `bytes`, from `from` to `to`. */
export type Frame = { opcode: number; bytes: Buffer; from: number; to: number }

/** One for all, as there are millions: what it holds is overwritten by the next. */
const frame: Frame = { opcode: 0, bytes: Buffer.alloc(0), from: 0, to: 0 }

/** Calls back for every whole frame in the first `length` bytes; answers where the rest begins. */
export function readFrames(bytes: Buffer, length: number, onFrame: (frame: Frame) => void): number {
  let at = 0
  while (length - at >= 2) {
    const short = byteAt(bytes, at + 1) & 0x7f
    const from = at + headBytes(short)
    if (from > length) return at
    const to = from + payloadBytes(bytes, at, short)
    if (to > length) return at
    frame.opcode = byteAt(bytes, at) & 0x0f
    frame.bytes = bytes
    frame.from = from
    frame.to = to
    onFrame(frame)
    at = to
  }
  return at
}

function headBytes(short: number): number {
  if (short === 127) return 10
  return short === 126 ? 4 : 2
}

function payloadBytes(bytes: Buffer, at: number, short: number): number {
  if (short === 127) return Number(bytes.readBigUInt64BE(at + 2))
  return short === 126 ? bytes.readUInt16BE(at + 2) : short
}

const byteAt = (bytes: Buffer, at: number) => bytes[at] as number
