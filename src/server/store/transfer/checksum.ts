/** Adds up what is copied, on both sides, so that not only numbers are compared; and refuses what no store of ours holds. */
import { createHash } from "node:crypto"
import type { ArchivedEvent, ArchivedMessage, ArchivedRoom, Origin, Page } from "./archive.ts"

/** `gaps` are places in the rooms' logs where nothing is, as where somebody took a message out of a JSON file by hand. */
export type Checksum = {
  rooms: number
  messages: number
  events: number
  gaps: number
  checksum: string
}

type Place = { roomId: number; seq: number }

/** `where` is told to people with what is wrong there. */
export function createChecksum(where: string, origin: Origin) {
  const hash = createHash("sha256").update(line(originFields(origin)))
  const counts = { rooms: 0, messages: 0, events: 0 }
  const lastSeqs = new Map<number, number>()
  let expected = 0
  let last: Place = { roomId: 0, seq: 0 }

  function addRoom(room: ArchivedRoom) {
    if (room.id <= last.roomId || room.id > origin.lastRoomId) throw damage(`room ${room.id}`)
    last = { roomId: room.id, seq: 0 }
    lastSeqs.set(room.id, room.lastSeq)
    expected += room.lastSeq
  }

  /** In a room that is there, after the one before, and not beyond the room's last. */
  function follow(place: Place, what: string) {
    const inOrder =
      place.roomId > last.roomId || (place.roomId === last.roomId && place.seq > last.seq)
    const inRoom = place.seq > 0 && place.seq <= (lastSeqs.get(place.roomId) ?? 0)
    if (!inOrder || !inRoom) throw damage(what)
    last = place
  }

  const damage = (what: string) => new Error(`${where} is damaged: ${what} is out of order`)

  /** Answers what the checksum is made of. */
  function fieldsOf(page: Page): unknown[][] {
    switch (page.kind) {
      case "rooms":
        page.rows.forEach(addRoom)
        return page.rows.map(roomFields)
      case "messages":
        for (const row of page.rows) follow(row, `message ${row.id}`)
        return page.rows.map(messageFields)
      case "events":
        for (const row of page.rows) follow(row, `event ${row.seq} of room ${row.roomId}`)
        return page.rows.map(eventFields)
      default:
        return page satisfies never
    }
  }

  return {
    add(page: Page) {
      if (counts[page.kind] === 0) last = { roomId: 0, seq: 0 }
      for (const fields of fieldsOf(page)) hash.update(line(fields))
      counts[page.kind] += page.rows.length
    },

    progress: (kind: Page["kind"]) => ({
      kind,
      done: counts[kind],
      expected: kind === "rooms" ? counts.rooms : expected,
    }),

    sum: (): Checksum => ({
      ...counts,
      gaps: expected - counts.events,
      checksum: hash.copy().digest("hex"),
    }),
  }
}

const line = (fields: unknown[]) => `${JSON.stringify(fields)}\n`

const originFields = (origin: Origin) => [origin.epoch, origin.lastRoomId, origin.lastMessageId]

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
