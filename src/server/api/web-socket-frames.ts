/** WebSocket text frames of a server (RFC 6455, 5.2): not masked, so the same bytes serve every socket (bench: fanout). */
const FINAL_TEXT = 0x81
const SHORT_MAX = 125
const LENGTH_IN_2_BYTES = 126
const LENGTH_IN_8_BYTES = 127

export function textFrames(bodies: Uint8Array[], suffix: Uint8Array): Uint8Array {
  let size = 0
  for (const body of bodies)
    size += headBytes(body.length + suffix.length) + body.length + suffix.length
  // Not from the pool: one small unread frame would keep a whole slab of it.
  const frames = Buffer.allocUnsafeSlow(size)
  let at = 0
  for (const body of bodies) {
    at = writeHead(frames, at, body.length + suffix.length)
    frames.set(body, at)
    frames.set(suffix, at + body.length)
    at += body.length + suffix.length
  }
  return frames
}

function headBytes(length: number): number {
  if (length <= SHORT_MAX) return 2
  return length <= 0xffff ? 4 : 10
}

function writeHead(frames: Buffer, at: number, length: number): number {
  frames[at] = FINAL_TEXT
  if (length <= SHORT_MAX) return frames.writeUInt8(length, at + 1)
  if (length <= 0xffff) {
    frames[at + 1] = LENGTH_IN_2_BYTES
    return frames.writeUInt16BE(length, at + 2)
  }
  frames[at + 1] = LENGTH_IN_8_BYTES
  return frames.writeBigUInt64BE(BigInt(length), at + 2)
}
