/** What somebody has heard so far, and the waiting for what is still to come. */
const PATIENCE_MS = 5_000

type Typed = { type: string }

export function createEar<Event extends Typed>() {
  const heard: Event[] = []
  const listeners = new Set<() => void>()
  let read = 0

  return {
    heard,

    hear(event: Event) {
      heard.push(event)
      for (const listener of listeners) listener()
    },

    /** The next event of this type that was not asked for yet; those before it are passed over. */
    async next<Type extends Event["type"]>(type: Type): Promise<Extract<Event, { type: Type }>> {
      const deadline = AbortSignal.timeout(PATIENCE_MS)
      while (true) {
        const at = heard.findIndex((event, index) => index >= read && event.type === type)
        if (at !== -1) {
          read = at + 1
          return heard[at] as Extract<Event, { type: Type }>
        }
        await new Promise<void>((resolve, reject) => {
          listeners.add(resolve)
          deadline.addEventListener("abort", () =>
            reject(new Error(`heard no ${type}, but ${JSON.stringify(heard.slice(read))}`)),
          )
        })
      }
    },

    all: <Type extends Event["type"]>(type: Type) =>
      heard.filter((event): event is Extract<Event, { type: Type }> => event.type === type),
  }
}
