/**
 * One client of a server under load. Leaner than any real one, so that the load costs less than the server: every member
 * reads into the same buffer, and of a message that it only has to count it looks at no more than the length.
 */
import { connect, type Socket } from "node:net"
import type { Dialect, Heard, Seat } from "./dialects/dialect.ts"
import { CLOSE, type Frame, PING, pongFrame, readFrames, TEXT, textFrame } from "./frames.ts"
import type { Room } from "./tally.ts"

const READ_BYTES = 64 * 1024
const HEAD_END = "\r\n\r\n"
const shared = Buffer.allocUnsafe(READ_BYTES)

export type Server = { host: string; port: number }

export type Setting = {
  server: Server
  /** Many addresses, because one has not ports enough for all. */
  localAddress: string
  dialect: Dialect
  seat: Seat
  room: Room
  /** Whoever sends looks into what it hears. */
  sends: boolean
}

export type Listener = {
  /** Frames shorter than this are no messages. */
  readonly messageBytesMin: number
  counted(member: Member, frame: Frame): void
  heard(member: Member, heard: Heard): void
  lost(why: string): void
}

type State = "opening" | "entering" | "live" | "left"

export class Member {
  readonly room: Room
  /** Messages heard since the counting began. */
  count = 0
  readonly #setting: Setting
  readonly #listener: Listener
  readonly #socket: Socket
  readonly #entered = Promise.withResolvers<void>()
  #state: State = "opening"
  #head = ""
  #rest: Buffer | null = null

  constructor(setting: Setting, listener: Listener) {
    this.room = setting.room
    this.#setting = setting
    this.#listener = listener
    const onread = { buffer: shared, callback: (length: number) => this.#read(shared, length) }
    const { server, localAddress } = setting
    this.#socket = connect({ ...server, localAddress, onread, noDelay: true })
    this.#socket.on("connect", () => this.#socket.write(this.#upgrade()))
    this.#socket.on("error", (error) => this.#end(error.message))
    this.#socket.on("close", () => this.#end("the connection was closed"))
  }

  /** Resolves when every message of the room is heard from now on. */
  get entered(): Promise<void> {
    return this.#entered.promise
  }

  say(texts: string[]) {
    this.#socket.write(Buffer.concat(texts.map(textFrame)))
  }

  /** The counting begins anew. */
  forget() {
    this.count = 0
    this.room.heard = []
  }

  /** Reads nothing any more, and stays. */
  stall() {
    this.#socket.pause()
  }

  leave() {
    this.#state = "left"
    this.#socket.destroy()
  }

  #upgrade() {
    const { server, dialect, seat } = this.#setting
    return [
      `GET ${dialect.path(seat)} HTTP/1.1`,
      `Host: ${server.host}:${server.port}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      `Sec-WebSocket-Version: 13${HEAD_END}`,
    ].join("\r\n")
  }

  #read(bytes: Buffer, length: number): boolean {
    if (this.#state === "opening") this.#readHead(bytes.toString("latin1", 0, length))
    else this.#readOn(bytes, length)
    return true
  }

  #readHead(text: string) {
    this.#head += text
    const end = this.#head.indexOf(HEAD_END)
    if (end === -1) return
    if (!this.#head.startsWith("HTTP/1.1 101")) return this.#end(this.#head)
    const { dialect, seat } = this.#setting
    const rest = Buffer.from(this.#head.slice(end + HEAD_END.length), "latin1")
    this.#state = "entering"
    const greetings = dialect.greet(seat)
    if (greetings.length > 0) this.say(greetings)
    this.#enter("")
    this.#readOn(rest, rest.length)
  }

  #readOn(bytes: Buffer, length: number) {
    const whole = this.#rest ? Buffer.concat([this.#rest, bytes.subarray(0, length)]) : bytes
    const wholeLength = this.#rest ? whole.length : length
    const at = readFrames(whole, wholeLength, this.#onFrame)
    this.#rest = at < wholeLength ? Buffer.from(whole.subarray(at, wholeLength)) : null
  }

  readonly #onFrame = (frame: Frame) => {
    if (frame.opcode === TEXT) this.#onText(frame)
    else if (frame.opcode === PING) this.#socket.write(pongFrame(payloadOf(frame)))
    else if (frame.opcode === CLOSE) this.#end(`closed by the server: ${payloadOf(frame)}`)
  }

  #onText(frame: Frame) {
    const { dialect, seat, sends } = this.#setting
    const isLive = this.#state === "live"
    if (isLive && !sends && frame.to - frame.from >= this.#listener.messageBytesMin)
      return this.#listener.counted(this, frame)
    const text = payloadOf(frame).toString()
    const reply = dialect.reply(text, seat)
    if (reply !== null) return this.say([reply])
    if (!isLive) return this.#enter(text)
    if (sends) this.#listener.heard(this, dialect.hear(text))
  }

  #enter(text: string) {
    if (!this.#setting.dialect.isLive(text, this.#setting.seat)) return
    this.#state = "live"
    this.#entered.resolve()
  }

  #end(why: string) {
    if (this.#state === "left") return
    this.#entered.reject(new Error(why))
    if (this.#state === "live") this.#listener.lost(why)
    this.#state = "left"
    this.#socket.destroy()
  }
}

const payloadOf = ({ bytes, from, to }: Frame) => bytes.subarray(from, to)
