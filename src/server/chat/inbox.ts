/**
 * Where events wait for a reader that takes them one at a time. When more than `max` wait they are dropped, and
 * `standIn` takes their place, so that the reader can catch up in another way; without one the reading ends.
 */
export function createInbox<Event>(max: number, standIn: Event | null) {
  const events: Event[] = []
  let ended = false
  let wake = () => {}

  function end() {
    ended = true
    wake()
  }

  return {
    push(event: Event) {
      if (ended) return
      if (events.length >= max) {
        events.length = 0
        if (standIn === null) return end()
        events.push(standIn)
      }
      events.push(event)
      wake()
    },

    /** What has come is still read, then the reading ends. */
    end,

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
