/**
 * The bus without a network: what one node publishes, the others hear a turn later. It can be made to lose, to repeat and
 * to reorder, and to be away.
 */
import type { Bus, BusSubscriber } from "../../src/server/nodes/bus.ts"

type Passing = { topic: string; text: string }
/** What becomes of something published: the answer is what arrives instead, now and later. */
type Weather = (passing: Passing) => Passing[]

/** `later` is when what was published arrives. */
export function createMemoryWire(later: (arrive: () => void) => void = setImmediate) {
  const topics = new Map<string, Set<BusSubscriber>>()
  const held: Passing[] = []
  let weather: Weather = (passing) => [passing]
  let isUp = true

  function arrive({ topic, text }: Passing) {
    for (const subscriber of [...(topics.get(topic) ?? [])]) subscriber.receive(text)
  }

  function subscribe(topic: string, subscriber: BusSubscriber) {
    const subscribers = topics.get(topic) ?? new Set()
    topics.set(topic, subscribers.add(subscriber))
    later(() => isUp && subscribers.has(subscriber) && subscriber.onSubscribed())
    return () => {
      subscribers.delete(subscriber)
      if (subscribers.size === 0 && topics.get(topic) === subscribers) topics.delete(topic)
    }
  }

  return {
    /** The bus as one node has it. */
    bus: (): Bus => ({
      isUp: () => isUp,
      publish(topic, text, reached) {
        if (!isUp) return
        const subscribers = topics.get(topic)?.size ?? 0
        later(() => {
          for (const passing of weather({ topic, text })) arrive(passing)
          reached?.(subscribers)
        })
      },
      subscribe,
      close: async () => undefined,
    }),

    /** Nothing arrives any more, and nobody is told. */
    lose(isLost: (text: string) => boolean = () => true) {
      weather = (passing) => (isLost(passing.text) ? [] : [passing])
    },

    /** What is published waits until it is released. */
    hold() {
      weather = (passing) => {
        held.push(passing)
        return []
      }
    },

    /** What waits arrives, the last first, and twice; from now on things pass again. */
    releaseBackwards() {
      weather = (passing) => [passing]
      for (const passing of held.splice(0).reverse()) for (let n = 0; n < 2; n++) arrive(passing)
    },

    /** Things pass again. */
    calm() {
      weather = (passing) => [passing]
    },

    goAway() {
      isUp = false
    },

    comeBack() {
      isUp = true
      for (const subscribers of [...topics.values()])
        for (const subscriber of [...subscribers]) subscriber.onSubscribed()
    },

    topics: () => [...topics.keys()],
    /** As anybody might who has the same bus. */
    inject: (topic: string, text: string) => arrive({ topic, text }),
  }
}
