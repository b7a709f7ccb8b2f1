/** As little as Node can do: one room, one frame prepared for all, one `socket.write` each. What a burst brings is joined. */
import { createServer, type Socket } from "node:net"
import { listen } from "./listen.ts"

const WELCOME = `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`
const LIVE = frame(Buffer.from('{"type":"users_list","users":["reader"]}'))
const HEAD_END = "\r\n\r\n"
const MASK_BYTES = 4

const members = new Set<Socket>()

listen(
  createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => socket.destroy())
    socket.on("close", () => members.delete(socket))
    socket.once("data", (head) => {
      if (!String(head).includes(HEAD_END)) return socket.destroy()
      members.add(socket)
      socket.write(WELCOME)
      socket.write(LIVE)
      repeatAll(socket)
    })
  }),
)

function repeatAll(socket: Socket) {
  let rest = Buffer.alloc(0)
  socket.on("data", (bytes) => {
    const heard = Buffer.concat([rest, bytes as Buffer])
    const frames: Buffer[] = []
    let at = 0
    for (let end = endOfFrame(heard, at); end <= heard.length; end = endOfFrame(heard, at)) {
      frames.push(frame(unmasked(heard.subarray(at, end))))
      at = end
    }
    rest = heard.subarray(at)
    if (frames.length === 0) return
    const joined = Buffer.concat(frames)
    for (const member of members) member.write(joined)
  })
}

function endOfFrame(bytes: Buffer, at: number): number {
  if (bytes.length - at < 4) return Number.POSITIVE_INFINITY
  return at + headBytes(bytes, at) + MASK_BYTES + payloadBytes(bytes, at)
}

const shortLength = (bytes: Buffer, at: number) => bytes.readUInt8(at + 1) & 0x7f
const headBytes = (bytes: Buffer, at: number) => (shortLength(bytes, at) === 126 ? 4 : 2)
const payloadBytes = (bytes: Buffer, at: number) =>
  shortLength(bytes, at) === 126 ? bytes.readUInt16BE(at + 2) : shortLength(bytes, at)

function unmasked(masked: Buffer): Buffer {
  const head = headBytes(masked, 0)
  const payload = Buffer.from(masked.subarray(head + MASK_BYTES))
  for (let at = 0; at < payload.length; at++)
    payload.writeUInt8(payload.readUInt8(at) ^ masked.readUInt8(head + (at % MASK_BYTES)), at)
  return payload
}

function frame(payload: Buffer): Buffer {
  const length = payload.length
  const head = length < 126 ? [0x81, length] : [0x81, 126, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from(head), payload])
}
