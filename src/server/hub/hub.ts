/**
 * Who subscribes on this node: topic → audience. What is published in one turn of the event loop is delivered together
 * at its end: at once when there is little to do, and under load in batches, at most FLUSH_WAIT_MS_MAX later.
 */
import { FLEETING_READERS_PER_MS, FLEETING_WAIT_MS_MAX, FLUSH_WAIT_MS_MAX } from "../limits.ts"
import type { Announcement } from "./announcement.ts"
import { Audience } from "./audience.ts"
import type { Subscriber } from "./subscriber.ts"

export function createHub<Topic, Event>() {
  const audiences = new Map<Topic, Audience<Event>>()
  const counts = { deliveries: 0 }
  const due = new Set<Audience<Event>>()
  let flushing: PromiseWithResolvers<void> | null = null
  let restUntil = 0

  function audienceOf(topic: Topic) {
    const audience = audiences.get(topic) ?? new Audience<Event>(counts)
    audiences.set(topic, audience)
    return audience
  }

  /** Topics come and go for ever: an empty one must not stay behind as a key. */
  function forgetEmpty(topic: Topic, audience: Audience<Event>) {
    if (audience.size > 0 || audiences.get(topic) !== audience) return
    clearTimeout(audience.delay)
    audiences.delete(topic)
  }

  function publish(topic: Topic, announcement: Announcement<Event>) {
    const audience = audiences.get(topic)
    if (!audience) return
    audience.waiting.push(announcement)
    // In a big audience fleeting events wait to be batched, or a thousand joins would be a million writes.
    const wait = Math.min(FLEETING_WAIT_MS_MAX, audience.size / FLEETING_READERS_PER_MS)
    if (!announcement.isFleeting || wait < 1) return flushSoon(audience)
    audience.delay ??= setTimeout(flushSoon, wait, audience)
  }

  function flushSoon(audience: Audience<Event>) {
    due.add(audience)
    if (flushing) return
    flushing = Promise.withResolvers()
    const rest = restUntil - performance.now()
    if (rest > 0) setTimeout(flush, rest)
    else setImmediate(flush)
  }

  /** Delivers everything that is due. A flush that took long is followed by a rest as long, in which more is batched. */
  function flush() {
    const started = performance.now()
    const flushed = [...due]
    const waiting = flushing
    // A subscriber cut for reading too slowly leaves in the middle of it, which is published in the next flush.
    flushing = null
    due.clear()
    for (const audience of flushed) audience.flush(flushed.length === 1)
    const ended = performance.now()
    restUntil = ended + Math.min(FLUSH_WAIT_MS_MAX, ended - started)
    waiting?.resolve()
  }

  return {
    publish,
    flush,

    /** Resolves when what was published before has been delivered. */
    flushed: (): Promise<void> | undefined => flushing?.promise,

    /** Delivers the greeting, and everything published from now on. */
    enter(topic: Topic, subscriber: Subscriber<Event>, greeting: Announcement<Event>[]) {
      audienceOf(topic).enter(subscriber, greeting)
    },

    leave(topic: Topic, subscriber: Subscriber<Event>) {
      const audience = audiences.get(topic)
      if (!audience) return
      audience.leave(subscriber)
      forgetEmpty(topic, audience)
    },

    /** Delivers what waits, and ends the topic. */
    end(topic: Topic) {
      const audience = audiences.get(topic)
      // A subscriber that is cut meanwhile leaves, and has to find its audience.
      audience?.flush(false)
      audiences.delete(topic)
      audience?.end()
    },

    /** Ends one person's subscriptions to a topic at once: they get the farewell, and nothing that waits. */
    evict(topic: Topic, personId: string, farewell: Announcement<Event>[] = []) {
      const audience = audiences.get(topic)
      if (!audience) return
      audience.evict(personId, farewell)
      forgetEmpty(topic, audience)
    },

    hasSubscribers: (topic: Topic) => audiences.has(topic),

    counts: () => ({ topics: audiences.size, ...counts }),
  }
}

export type Hub<Topic, Event> = ReturnType<typeof createHub<Topic, Event>>
