/** Server-sent events as tRPC's own clients expect them; a plain EventSource reads them too. */
import type { Dialect } from "../../hub/announcement.ts"
import { STREAM_COMEBACK_MS, STREAM_RETRY_MS } from "../../limits.ts"
import { eventId } from "../resume-token.ts"
import type { Dialects } from "./feed.ts"

export const streamHeaders = {
  "content-type": "text/event-stream",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
}

const PREAMBLE = "event: connected\ndata: {}\n\n"
export const PING = Buffer.from("event: ping\ndata: \n\n")
/** Ends the stream for good: clients do not reconnect. */
export const RETURN = Buffer.from("event: return\ndata: \n\n")
/** Ends the stream for a moment: clients reconnect. */
export const RECONNECT = Buffer.from(`retry: ${STREAM_COMEBACK_MS}\n\n`)

/** With a random delay, so that clients do not all reconnect at the same moment. */
export const greeting = (): Buffer =>
  Buffer.from(`retry: ${Math.round(STREAM_RETRY_MS * (1 + Math.random()))}\n\n${PREAMBLE}`)

export const refusal = (shape: object): string =>
  `${PREAMBLE}event: serialized-error\ndata: ${JSON.stringify(shape)}\n\n`

export function createStreamDialects(epoch: string): Dialects {
  return {
    room: {
      name: "room stream",
      write: (event, seq) => `data: ${JSON.stringify(event)}\nid: ${eventId(epoch, seq)}\n\n`,
      pack: joined,
    },
    list: {
      name: "list stream",
      write: (event) => `data: ${JSON.stringify(event)}\n\n`,
      pack: joined,
    },
  }
}

const joined: Dialect<unknown>["pack"] = (bodies) => {
  const [only] = bodies
  if (only && bodies.length === 1) return only
  // Not from the pool: a small unread event would keep a whole slab of it.
  const bytes = Buffer.allocUnsafeSlow(bodies.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const body of bodies) {
    bytes.set(body, at)
    at += body.length
  }
  return bytes
}
