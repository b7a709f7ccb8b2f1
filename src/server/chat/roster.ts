/**
 * Who is in a room at which node. Each node keeps a list of the people it has there and says every change of it; the
 * others believe it as one more lease on being present, for as long as it goes on saying that it lives. The list has an
 * edition that grows with every change, so that whoever missed one notices, and asks for the whole. Nothing is kept on
 * the bus: what it loses, or forgets, is said again (docs/decisions/0013).
 */
import { PEOPLE_BEAT_MS, PEOPLE_WAIT_MS, PRESENCE_LEASE_MS } from "../../shared/limits.ts"
import type { Bus } from "../hub/bus.ts"
import { Claim } from "./claim.ts"
import { type PeopleNews, topics } from "./news.ts"
import type { Person } from "./people.ts"
import type { Post } from "./post.ts"
import type { PresenceBoard } from "./presence.ts"

type Parts = { bus: Pick<Bus, "isUp">; post: Post; presence: PresenceBoard }

type Room = {
  /** Who is there at this node, by their keys. */
  here: Map<string, string>
  edition: number
  saidAt: number
  /** What the other nodes say. */
  claims: Map<string, Claim>
  /** How many of them were asked, once that is known. */
  asked: number
  known: PromiseWithResolvers<void>
}

const TICK_MS = 1_000

export function createRoster({ bus, post, presence }: Parts) {
  const rooms = new Map<number, Room>()
  /** The highest of all: a room that is attended again must not begin below where it was. */
  let editions = 0
  const ticking = setInterval(tick, TICK_MS).unref()

  const tell = (roomId: number, news: PeopleNews, reached?: (others: number) => void) =>
    post.tell(topics.room(roomId), news, reached)

  function attend(roomId: number) {
    const known = Promise.withResolvers<void>()
    const nobody = { here: new Map(), claims: new Map(), asked: Number.POSITIVE_INFINITY }
    rooms.set(roomId, { ...nobody, edition: ++editions, saidAt: 0, known })
    if (bus.isUp()) setTimeout(known.resolve, PEOPLE_WAIT_MS)
    else known.resolve()
  }

  function dismiss(roomId: number) {
    const room = rooms.get(roomId)
    rooms.delete(roomId)
    room?.known.resolve()
    for (const claim of room?.claims.values() ?? []) claim.end()
  }

  /** Says who is here, and asks the others for the same. */
  function call(roomId: number) {
    const room = rooms.get(roomId)
    if (room) sayRoll(roomId, room, true)
  }

  function sayRoll(roomId: number, room: Room, asksAll: boolean) {
    room.saidAt = performance.now()
    const people = [...room.here.values()]
    tell(roomId, { type: "roll", edition: room.edition, people, asksAll }, (others) => {
      if (!asksAll) return
      room.asked = others
      settle(room)
    })
  }

  function settle({ claims, asked, known }: Room) {
    if (claims.size >= asked) known.resolve()
  }

  function hear(roomId: number, from: string, news: PeopleNews) {
    const room = rooms.get(roomId)
    if (!room) return
    if (news.type === "call") return news.of === post.self && sayRoll(roomId, room, false)
    const claim = room.claims.get(from) ?? new Claim(presence, roomId)
    room.claims.set(from, claim)
    claim.heardAt = performance.now()
    if (news.type === "roll" && news.asksAll) sayRoll(roomId, room, false)
    if (!claim.follow(news)) tell(roomId, { type: "call", of: from })
    if (news.type === "roll") settle(room)
  }

  /** Somebody's first connection to this node has come, or the last has gone. */
  function note(roomId: number, { username, key }: Person, isHere: boolean) {
    const room = rooms.get(roomId)
    if (!room) return
    if (isHere) room.here.set(key, username)
    else room.here.delete(key)
    room.edition++
    editions = Math.max(editions, room.edition)
    tell(roomId, { type: isHere ? "came" : "went", edition: room.edition, username })
  }

  function tick() {
    const now = performance.now()
    for (const [roomId, room] of rooms) {
      if (room.here.size > 0 && now - room.saidAt >= PEOPLE_BEAT_MS) {
        room.saidAt = now
        tell(roomId, { type: "beat", edition: room.edition })
      }
      endSilent(room, now)
    }
  }

  /** Nobody is taken for dead while nobody could be heard. */
  function endSilent({ claims }: Room, now: number) {
    for (const [node, claim] of claims) {
      if (!bus.isUp()) claim.heardAt = now
      if (now - claim.heardAt <= PRESENCE_LEASE_MS) continue
      claim.end()
      claims.delete(node)
    }
  }

  return {
    attend,
    dismiss,
    call,
    hear,
    note,
    /** Resolves when the other nodes have said who is there, or after a moment. */
    known: (roomId: number): Promise<void> | undefined => rooms.get(roomId)?.known.promise,
    close() {
      clearInterval(ticking)
      for (const roomId of [...rooms.keys()]) dismiss(roomId)
    },
  }
}
