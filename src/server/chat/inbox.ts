/**
 * Where events wait for a reader that takes them one at a time. It keeps the newest `max` and drops older ones:
 * a reader of the room log sees the jump in `seq` and reads the rest from the store.
 */
export function createInbox<Event>(max: number) {
  const events: Event[] = []
  let ended = false
  let wake = () => {}

  return {
    push(event: Event) {
      if (ended) return
      if (events.length === max) events.shift()
      events.push(event)
      wake()
    },

    /** What has come is still read, then the reading ends. */
    end() {
      ended = true
      wake()
    },

    async *[Symbol.asyncIterator](): AsyncGenerator<Event, void, void> {
      while (true) {
        for (let event = events.shift(); event !== undefined; event = events.shift()) yield event
        if (ended) return
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}
