/** A seat in an audience that is no socket: what is told is written down, and read back out of the bytes. */
import type { Dialect } from "../../src/server/hub/announcement.ts"
import type { Outbox } from "../../src/server/hub/outbox.ts"
import type { Endpoint } from "../../src/server/hub/subscriber.ts"
import type { RoomEvent } from "../../src/shared/events.ts"

export type Told<Event> = { seq: number; event: Event }

const lines: Dialect<unknown> = {
  name: "lines",
  write: (event, seq) => `${JSON.stringify({ seq, event })}\n`,
  pack: (bodies) => Buffer.concat(bodies),
}

type Ears<Event> = {
  hear(told: Told<Event>): void
  ended?(): void
  /** How well it is read: always, unless this says otherwise. */
  pace?: Pace
}

type Pace = Pick<Outbox, "isQuick" | "keepsUp" | "onCaughtUp">

const always: Pace = { isQuick: true, keepsUp: () => true, onCaughtUp: () => undefined }

/** Tells what is written to the seat, event by event. */
export function seatFor<Event>({ hear, ended, pace = always }: Ears<Event>): Endpoint<Event> {
  function write(bytes: Uint8Array) {
    for (const line of Buffer.from(bytes).toString().split("\n").slice(0, -1))
      hear(JSON.parse(line))
  }
  const outbox: Outbox = {
    audiences: 0,
    write,
    writeAnswer: write,
    get isQuick() {
      return pace.isQuick
    },
    keepsUp: () => pace.keepsUp(),
    hasRoomFor: () => true,
    onCaughtUp: (whom, settle) => pace.onCaughtUp(whom, settle),
  }
  return { outbox, dialect: lines, suffix: "", onEnd: () => ended?.() }
}

/** The types of all that somebody is told at once when they take a seat, and later: it grows. */
export function takeSeat(feed: Deliverable<RoomEvent>): string[] {
  const told: string[] = []
  const hear = ({ event }: Told<RoomEvent>) => void told.push(event.type)
  feed.deliver(seatFor({ hear, ended: () => void told.push("the end") }))
  return told
}

type Deliverable<Event> = { deliver(seat: Endpoint<Event>): void; leave(): void }

/** Everything a feed tells, for somebody who reads it as it comes. Whoever stops reading leaves at once. */
export function readAloud<Event>(feed: Deliverable<Event>): AsyncIterableIterator<Told<Event>> {
  const waiting: Told<Event>[] = []
  let isOver = false
  let news = Promise.withResolvers<void>()
  function end() {
    isOver = true
    feed.leave()
    news.resolve()
  }
  function hear(told: Told<Event>) {
    waiting.push(told)
    news.resolve()
  }
  feed.deliver(seatFor({ hear, ended: end }))

  return {
    async next() {
      while (waiting.length === 0 && !isOver) {
        news = Promise.withResolvers()
        await news.promise
      }
      const value = waiting.shift()
      return value ? { value, done: false } : { value: undefined, done: true }
    },
    async return() {
      waiting.length = 0
      end()
      return { value: undefined, done: true }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
