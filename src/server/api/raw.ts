/** The raw socket door: `/ws/chat/{room_id}?username=U[&since=SEQ]`, JSON text frames, snake_case. */
import { isUtf8 } from "node:buffer"
import { ChatError } from "../../shared/errors.ts"
import type { RoomEvent } from "../../shared/events.ts"
import { type ClientFrame, type ServerFrame, toFrame, toWireMessage } from "../../shared/frames.ts"
import type { Chat } from "../chat/chat.ts"
import type { Dialect } from "../hub/announcement.ts"
import type { Endpoint } from "../hub/subscriber.ts"
import { type Caller, personOf } from "../identity/caller.ts"
import { identify } from "../identity/identify.ts"
import { FLOOD_REFUSALS_MAX } from "../limits.ts"
import type { RoomFeed } from "../live/room-feed.ts"
import { closeCodes } from "./close-codes.ts"
import { errorTable } from "./errors.ts"
import type { FailureLog } from "./failure-log.ts"
import { readFrame } from "./raw-frames.ts"
import { seqIn } from "./resume-token.ts"
import type { Connection, Socket } from "./socket.ts"
import { textFrames } from "./web-socket-frames.ts"

const rawDialect: Dialect<RoomEvent> = {
  name: "raw",
  write: (event) => JSON.stringify(toFrame(event)),
  pack: textFrames,
}

type Parts = { chat: Chat; failures: FailureLog }

export const createRawDoor =
  (parts: Parts) =>
  (socket: Socket, room: string): Connection =>
    new RawConnection(parts, socket, seqIn(room))

class RawConnection implements Connection, Endpoint<RoomEvent> {
  readonly dialect = rawDialect
  readonly suffix = ""
  readonly #parts: Parts
  readonly #socket: Socket
  readonly #roomId: number
  #opening: Promise<void> | null = null
  #caller: Caller | null = null
  #feed: RoomFeed | null = null
  #refusals = 0

  constructor(parts: Parts, socket: Socket, roomId: number) {
    this.#parts = parts
    this.#socket = socket
    this.#roomId = roomId
  }

  get door() {
    return "raw" as const
  }

  get outbox() {
    return this.#socket.outbox
  }

  open(url: URL) {
    this.#opening = this.#follow(url)
      .catch((error) => this.#fail(error))
      .finally(() => {
        this.#opening = null
      })
  }

  message(text: string) {
    return this.#socket.countUnanswered(this.#answer(text).catch((error) => this.#fail(error)))
  }

  flushed(): Promise<unknown> {
    return this.#parts.chat.flushed()
  }

  closed() {
    this.#feed?.leave()
  }

  onEnd() {
    this.#socket.close(closeCodes.noRoom, "the room was deleted")
  }

  async #follow(url: URL) {
    const caller = await identify({ name: usernameIn(url) }, this.#socket)
    personOf(caller)
    const since = url.searchParams.get("since")
    const after = since === null ? null : seqIn(since)
    const feed = await this.#parts.chat.follow(caller, { roomId: this.#roomId, after })
    this.#caller = caller
    // A client that left meanwhile is not present; what it sent before is kept.
    if (!this.#socket.keepsUp()) return feed.leave()
    this.#feed = feed
    feed.deliver(this)
  }

  async #answer(text: string) {
    // Its sender has to follow the room first, to get its own message.
    await this.#opening
    if (!this.#caller) return
    const frame = readFrame(text)
    if (frame.type === "error") {
      this.#parts.failures.recordRefusal(frame.code)
      return this.#send(frame)
    }
    await this.#act(this.#caller, frame).catch((error) => this.#refuse(error, frame))
  }

  async #act(caller: Caller, frame: ClientFrame) {
    const { chat } = this.#parts
    const roomId = this.#roomId
    if (frame.type === "typing")
      return chat.setTyping(caller, { roomId, isTyping: frame.is_typing })
    const { content, client_id: clientId } = frame
    const { message, created } = await chat.messages.send(caller, { roomId, content, clientId })
    this.#refusals = 0
    if (created) return
    await this.flushed()
    this.#send({ type: "message", ...toWireMessage(message) })
  }

  #refuse(error: unknown, frame: ClientFrame) {
    if (!(error instanceof ChatError)) return this.#fail(error)
    this.#parts.failures.recordFailure(error, { connection: this.#socket.id })
    if (error.code === "TOO_MANY_MESSAGES" && ++this.#refusals > FLOOD_REFUSALS_MAX)
      return void this.#socket.closeFlooding()
    const about = frame.type === "message" && frame.client_id ? { client_id: frame.client_id } : {}
    this.#send({ type: "error", code: error.code, detail: error.message, ...about })
  }

  #fail(error: unknown) {
    this.#parts.failures.recordFailure(error, { connection: this.#socket.id })
    if (error instanceof ChatError) this.#socket.close(errorTable[error.code].close, error.message)
    else this.#socket.close(closeCodes.broken, "internal error")
  }

  #send(frame: ServerFrame) {
    this.#socket.sendText(JSON.stringify(frame))
  }
}

/** Bytes that are no text are not replaced: two such names would become one person. */
function usernameIn({ search, searchParams }: URL): string | undefined {
  const [, encoded = ""] = /[?&]username=([^&]*)/.exec(search) ?? []
  const bytes = encoded.replace(/%([0-9a-f]{2})/gi, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  if (!isUtf8(Buffer.from(bytes, "latin1")))
    throw new ChatError("USERNAME_REQUIRED", "username is not UTF-8")
  return searchParams.get("username") ?? undefined
}
