/** Who listens, on this node: topic → listeners. A listener must neither throw nor wait. */
export type Listener<Event> = (event: Event) => void

export function createHub<Topic, Event>() {
  const listeners = new Map<Topic, Set<Listener<Event>>>()

  return {
    /** Starts listening; the answer stops it. */
    listen(topic: Topic, listener: Listener<Event>): () => void {
      const audience = listeners.get(topic) ?? new Set()
      listeners.set(topic, audience.add(listener))
      return () => {
        audience.delete(listener)
        // Rooms come and go for ever: an empty one must not stay behind as a key.
        if (audience.size === 0 && listeners.get(topic) === audience) listeners.delete(topic)
      }
    },

    /** Tells everyone who listens now, in the order they came. */
    publish(topic: Topic, event: Event): void {
      for (const listener of listeners.get(topic) ?? []) listener(event)
    },

    hasListeners: (topic: Topic) => listeners.has(topic),
  }
}

export type Hub<Topic, Event> = ReturnType<typeof createHub<Topic, Event>>
