/** The raw socket door: `/ws/chat/{room_id}?username=U[&since=SEQ]`, JSON text frames, snake_case. */
import { isUtf8 } from "node:buffer"
import { ChatError } from "../../shared/errors.ts"
import type { RoomEvent } from "../../shared/events.ts"
import { type ClientFrame, type ServerFrame, toFrame, toWireMessage } from "../../shared/frames.ts"
import { FLOOD_REFUSALS_MAX } from "../../shared/limits.ts"
import type { Chat } from "../chat/chat.ts"
import { type Person, personNamed } from "../chat/people.ts"
import type { RoomFeed } from "../chat/room-feed.ts"
import type { Dialect } from "../hub/announcement.ts"
import { framed } from "../hub/frame.ts"
import type { Seat } from "../hub/reader.ts"
import { closeCodes } from "./close-codes.ts"
import { errorTable } from "./errors.ts"
import { readFrame } from "./frames.ts"
import { seqIn } from "./position.ts"
import type { Report } from "./report.ts"
import type { SocketWire, Visit } from "./wire.ts"

const rawDialect: Dialect<RoomEvent> = {
  name: "raw",
  write: (event) => JSON.stringify(toFrame(event)),
  pack: framed,
}

export function createSocketDoor(chat: Chat, report: Report) {
  /** Serves one socket until it closes. */
  return function open(wire: SocketWire, room: string, url: URL) {
    // What is no id is the id of no room.
    const visit = new RawVisit({ chat, report }, wire, seqIn(room))
    wire.visit = visit
    visit.enter(url)
  }
}

/** Somebody's stay in one room, from the upgrade to the close. */
class RawVisit implements Visit, Seat<RoomEvent> {
  readonly #wire: SocketWire
  readonly dialect = rawDialect
  readonly tail = ""
  readonly #parts: { chat: Chat; report: Report }
  readonly #roomId: number
  #entering: Promise<void> | null = null
  #who: Person | null = null
  #feed: RoomFeed | null = null
  #refusals = 0

  constructor(parts: { chat: Chat; report: Report }, wire: SocketWire, roomId: number) {
    this.#parts = parts
    this.#wire = wire
    this.#roomId = roomId
  }

  get door() {
    return "raw" as const
  }

  get outbox() {
    return this.#wire.outbox
  }

  enter(url: URL) {
    this.#entering = this.#follow(url)
      .catch((error) => this.#fail(error))
      .finally(() => {
        this.#entering = null
      })
  }

  hear(text: string) {
    return this.#wire.answering(this.#answer(text).catch((error) => this.#fail(error)))
  }

  told(): Promise<unknown> {
    return this.#parts.chat.told()
  }

  gone() {
    this.#feed?.leave()
  }

  ended() {
    this.#wire.close(closeCodes.noRoom, "the room was deleted")
  }

  async #follow(url: URL) {
    const who = personNamed(usernameIn(url))
    const since = url.searchParams.get("since")
    const after = since === null ? null : seqIn(since)
    const place = { roomId: this.#roomId, who, after, connection: this.#wire }
    const feed = await this.#parts.chat.follow(place)
    this.#who = who
    // Whoever went meanwhile is not there any more; what they said before is kept.
    if (!this.#wire.keepsUp()) return feed.leave()
    this.#feed = feed
    feed.deliver(this)
  }

  async #answer(text: string) {
    // Nothing is heard before the room is followed: a sender must be there to hear its own message.
    await this.#entering
    if (!this.#who) return
    const frame = readFrame(text)
    if (frame.type === "error") {
      this.#parts.report.refused(frame.code)
      return this.#say(frame)
    }
    await this.#act(this.#who, frame).catch((error) => this.#refuse(error, frame))
  }

  async #act(who: Person, frame: ClientFrame) {
    const { chat } = this.#parts
    const roomId = this.#roomId
    if (frame.type === "typing")
      return chat.setTyping(this.#wire, who, { roomId, isTyping: frame.is_typing })
    const { content, client_id: clientId } = frame
    const { message, created } = await chat.messages.send(this.#wire, who, {
      roomId,
      content,
      clientId,
    })
    this.#refusals = 0
    if (created) return
    // In its turn: after what was said before it.
    await this.told()
    this.#say({ type: "message", ...toWireMessage(message) })
  }

  #refuse(error: unknown, frame: ClientFrame) {
    if (!(error instanceof ChatError)) return this.#fail(error)
    this.#parts.report.failed(error, { connection: this.#wire.id })
    if (error.code === "TOO_MANY_MESSAGES" && ++this.#refusals > FLOOD_REFUSALS_MAX)
      return void this.#wire.closeFlooding()
    const about = frame.type === "message" && frame.client_id ? { client_id: frame.client_id } : {}
    this.#say({ type: "error", code: error.code, detail: error.message, ...about })
  }

  /** The end of a socket that could not begin, or of one that broke. */
  #fail(error: unknown) {
    this.#parts.report.failed(error, { connection: this.#wire.id })
    if (error instanceof ChatError) this.#wire.close(errorTable[error.code].close, error.message)
    else this.#wire.close(closeCodes.broken, "internal error")
  }

  #say(frame: ServerFrame) {
    this.#wire.say(JSON.stringify(frame))
  }
}

/** Undefined without one. Bytes that are no text are not replaced: two such names would become one person. */
function usernameIn({ search, searchParams }: URL): string | undefined {
  const [, encoded = ""] = /[?&]username=([^&]*)/.exec(search) ?? []
  const bytes = encoded.replace(/%([0-9a-f]{2})/gi, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  if (!isUtf8(Buffer.from(bytes, "latin1")))
    throw new ChatError("USERNAME_REQUIRED", "username is not UTF-8")
  return searchParams.get("username") ?? undefined
}
