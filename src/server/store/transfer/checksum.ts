import { createHash } from "node:crypto"
import type { ArchivedEvent, ArchivedMessage, ArchivedRoom, Origin, Page } from "./archive.ts"

/** `gaps` are missing places in the rooms' logs, as where a message was taken out of a JSON file by hand. */
export type Checksum = {
  rooms: number
  messages: number
  events: number
  gaps: number
  checksum: string
}

type LogPosition = { roomId: number; seq: number }

/** Of one side of a copy. Throws an Error for operators when rows are out of order. */
export class ChecksumBuilder {
  readonly #hash = createHash("sha256")
  readonly #counts = { rooms: 0, messages: 0, events: 0 }
  readonly #order: OrderCheck

  constructor(where: string, origin: Origin) {
    this.#hash.update(line(originFields(origin)))
    this.#order = new OrderCheck(where, origin)
  }

  add(page: Page): void {
    if (this.#counts[page.kind] === 0) this.#order.restart()
    this.#order.check(page)
    for (const fields of fieldsOf(page)) this.#hash.update(line(fields))
    this.#counts[page.kind] += page.rows.length
  }

  progress(kind: Page["kind"]) {
    const expected = kind === "rooms" ? this.#counts.rooms : this.#order.expected
    return { kind, done: this.#counts[kind], expected }
  }

  checksum(): Checksum {
    return {
      ...this.#counts,
      gaps: this.#order.expected - this.#counts.events,
      checksum: this.#hash.copy().digest("hex"),
    }
  }
}

/** Rows come by room and seq, each in a room that exists and within its log. */
class OrderCheck {
  readonly #where: string
  readonly #lastRoomId: number
  readonly #lastSeqs = new Map<number, number>()
  #last: LogPosition = { roomId: 0, seq: 0 }
  /** Events in the logs of all rooms, without gaps. */
  expected = 0

  constructor(where: string, { lastRoomId }: Origin) {
    this.#where = where
    this.#lastRoomId = lastRoomId
  }

  restart(): void {
    this.#last = { roomId: 0, seq: 0 }
  }

  check(page: Page) {
    switch (page.kind) {
      case "rooms":
        for (const room of page.rows) this.#checkRoom(room)
        break
      case "messages":
        for (const row of page.rows) this.#checkPosition(row, `message ${row.id}`)
        break
      case "events":
        for (const row of page.rows)
          this.#checkPosition(row, `event ${row.seq} of room ${row.roomId}`)
        break
      default:
        page satisfies never
    }
  }

  #checkRoom({ id, lastSeq }: ArchivedRoom) {
    if (id <= this.#last.roomId || id > this.#lastRoomId) throw this.#damage(`room ${id}`)
    this.#last = { roomId: id, seq: 0 }
    this.#lastSeqs.set(id, lastSeq)
    this.expected += lastSeq
  }

  #checkPosition({ roomId, seq }: LogPosition, what: string) {
    const { roomId: lastRoomId, seq: lastSeq } = this.#last
    const inOrder = roomId > lastRoomId || (roomId === lastRoomId && seq > lastSeq)
    const inRoom = seq > 0 && seq <= (this.#lastSeqs.get(roomId) ?? 0)
    if (!inOrder || !inRoom) throw this.#damage(what)
    this.#last = { roomId, seq }
  }

  #damage(what: string) {
    return new Error(`${this.#where} is damaged: ${what} is out of order`)
  }
}

const line = (fields: unknown[]) => `${JSON.stringify(fields)}\n`

const originFields = (origin: Origin) => [origin.epoch, origin.lastRoomId, origin.lastMessageId]

function fieldsOf({ kind, rows }: Page): unknown[][] {
  switch (kind) {
    case "rooms":
      return rows.map(roomFields)
    case "messages":
      return rows.map(messageFields)
    case "events":
      return rows.map(eventFields)
    default:
      return kind satisfies never
  }
}

const roomFields = ({ id, name, key, createdAt, lastSeq }: ArchivedRoom) => [
  "room",
  ...[id, name, key, createdAt, lastSeq],
]

const messageFields = (message: ArchivedMessage) => {
  const { id, roomId, seq, username, usernameKey, personId, content, timestamp, clientId } = message
  return ["message", id, roomId, seq, username, usernameKey, personId, content, timestamp, clientId]
}

const eventFields = ({ roomId, seq, kind, messageId, at }: ArchivedEvent) => [
  "event",
  ...[roomId, seq, kind, messageId, at],
]
