import { HOP_MILLIS, HOP_SPREAD } from "./assumed.ts"
import type { Costs } from "./costs.ts"
import type { Random } from "./random.ts"
import type { World } from "./world.ts"

type Parts = { world: World; costs: Costs; random: Random }

/** One Redis: a single thread. What waits for it is taken together, and so costs it less. */
export function createBus({ world, costs, random }: Parts) {
  const worker = world.worker()
  const counts = { publishes: 0, deliveries: 0 }
  const way = () => random.way(HOP_MILLIS, HOP_SPREAD)

  function micros(subscribers: number): number {
    return worker.waiting() > 0
      ? costs.redisPublishMicrosBusy + subscribers * costs.redisDeliveryMicrosBusy
      : costs.redisPublishMicros + subscribers * costs.redisDeliveryMicros
  }

  return {
    busy: worker.busy,
    counts,
    /** Asks whether somebody may send: a short script, for which as much is assumed as for a PUBLISH to nobody. */
    ask(done: () => void) {
      world.at(world.now() + way(), () =>
        worker.work(micros(0) / 1000, () => world.at(world.now() + way(), done)),
      )
    },

    /** Who publishes is subscribed too, and ignores what comes back. */
    carry(others: number[], arrive: (node: number) => void) {
      const subscribers = others.length + 1
      counts.publishes++
      counts.deliveries += subscribers
      world.at(world.now() + way(), () =>
        worker.work(micros(subscribers) / 1000, () => {
          for (const node of others) world.at(world.now() + way(), () => arrive(node))
        }),
      )
    },
  }
}
