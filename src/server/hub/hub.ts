/**
 * Who listens, on this node: topic → audience. What is published in one turn of the event loop goes out together at its
 * end: at once when there is little to do, and under load in batches that grow with the load, at most FLUSH_WAIT_MS_MAX.
 */
import {
  FLEETING_READERS_PER_MS,
  FLEETING_WAIT_MS_MAX,
  FLUSH_WAIT_MS_MAX,
} from "../../shared/limits.ts"
import type { Announcement } from "./announcement.ts"
import { Audience } from "./audience.ts"
import type { Reader } from "./reader.ts"

export function createHub<Topic, Event>() {
  const audiences = new Map<Topic, Audience<Event>>()
  const count = { deliveries: 0 }
  const due = new Set<Audience<Event>>()
  let flushed: PromiseWithResolvers<void> | null = null
  let restUntil = 0

  function audienceOf(topic: Topic) {
    const audience = audiences.get(topic) ?? new Audience<Event>(count)
    audiences.set(topic, audience)
    return audience
  }

  /** Topics come and go for ever: an empty one must not stay behind as a key. */
  function forgetEmpty(topic: Topic, audience: Audience<Event>) {
    if (audience.size > 0 || audiences.get(topic) !== audience) return
    clearTimeout(audience.patience)
    audiences.delete(topic)
  }

  function publish(topic: Topic, announcement: Announcement<Event>) {
    const audience = audiences.get(topic)
    if (!audience) return
    audience.waiting.push(announcement)
    // What merely passes waits for company in a big audience, or a thousand joins would be a million writes.
    const wait = Math.min(FLEETING_WAIT_MS_MAX, audience.size / FLEETING_READERS_PER_MS)
    if (!announcement.isFleeting || wait < 1) return flushSoon(audience)
    audience.patience ??= setTimeout(flushSoon, wait, audience)
  }

  function flushSoon(audience: Audience<Event>) {
    due.add(audience)
    if (flushed) return
    flushed = Promise.withResolvers()
    const rest = restUntil - performance.now()
    if (rest > 0) setTimeout(flush, rest)
    else setImmediate(flush)
  }

  /** Tells everything that is due now. A flush that took long is followed by a rest as long, in which more comes together. */
  function flush() {
    const started = performance.now()
    const told = [...due]
    const waiting = flushed
    // Who is cut for reading too slowly leaves in the middle of it, which is told in the next flush.
    flushed = null
    due.clear()
    for (const audience of told) audience.flush(told.length === 1)
    const ended = performance.now()
    restUntil = ended + Math.min(FLUSH_WAIT_MS_MAX, ended - started)
    waiting?.resolve()
  }

  return {
    publish,
    flush,

    /** Resolves when what was published before has been told. */
    told: (): Promise<void> | undefined => flushed?.promise,

    /** Tells somebody at a seat the greeting, and everything from now on. */
    enter(topic: Topic, reader: Reader<Event>, greeting: Announcement<Event>[]) {
      audienceOf(topic).enter(reader, greeting)
    },

    leave(topic: Topic, reader: Reader<Event>) {
      const audience = audiences.get(topic)
      if (!audience) return
      audience.leave(reader)
      forgetEmpty(topic, audience)
    },

    /** Tells what waits, and that it was the last. */
    end(topic: Topic) {
      const audience = audiences.get(topic)
      // A reader that is cut for being too slow leaves in the middle of it, and has to find the audience.
      audience?.flush(false)
      audiences.delete(topic)
      audience?.end()
    },

    hasListeners: (topic: Topic) => audiences.has(topic),

    figures: () => ({ topics: audiences.size, ...count }),
  }
}

export type Hub<Topic, Event> = ReturnType<typeof createHub<Topic, Event>>
