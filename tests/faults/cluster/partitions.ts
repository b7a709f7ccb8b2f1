import { setTimeout as wait } from "node:timers/promises"
import { amount } from "../../support/amount.ts"
import { type Fault, MEANWHILE } from "./fault.ts"

/** In the long form, longer than the nodes believe in a silent connection. */
const SILENCE_MS_MAX = amount(500, 15_000)

export const partitions: Fault[] = [
  {
    name: "a node is cut off from Redis",
    times: amount(1, 12),
    async happen({ nodes }, crowd, time) {
      const mend = nodes[time % 2]!.links.redis.cut()
      await crowd.acknowledged(MEANWHILE)
      await crowd.inStep()
      mend()
      await crowd.well()
    },
  },
  {
    name: "between a node and Redis nothing passes any more, and nobody is told",
    times: amount(1, 12),
    async happen({ nodes }, crowd, time) {
      const thaw = nodes[time % 2]!.links.redis.freeze()
      await crowd.acknowledged(MEANWHILE)
      await wait(Math.random() * SILENCE_MS_MAX)
      await crowd.inStep()
      thaw({ breaks: time % 3 === 0 })
    },
  },
  {
    name: "a node is cut off from Postgres; the other goes on",
    times: amount(1, 12),
    async happen({ nodes }, crowd, time) {
      const mend = nodes[time % 2]!.links.postgres.cut()
      await crowd.acknowledged(MEANWHILE)
      mend()
      await crowd.inStep()
    },
  },
  {
    name: "a node at which nobody writes is cut off from Postgres; its people hear the others all the same",
    times: amount(1, 12),
    isOneSided: true,
    async happen({ nodes }, crowd) {
      const mend = nodes[1].links.postgres.cut()
      await crowd.acknowledged(MEANWHILE)
      await crowd.inStep()
      mend()
    },
  },
  {
    name: "between a node and Postgres nothing passes any more, and nobody is told",
    times: amount(1, 12),
    async happen({ nodes }, crowd, time) {
      const thaw = nodes[time % 2]!.links.postgres.freeze()
      await crowd.acknowledged(MEANWHILE)
      await wait(Math.random() * SILENCE_MS_MAX)
      thaw({ breaks: time % 3 === 0 })
      await crowd.inStep()
    },
  },
  {
    name: "a node is cut off from both; the other goes on by itself",
    times: amount(1, 12),
    async happen({ nodes }, crowd, time) {
      const { redis, postgres } = nodes[time % 2]!.links
      const mending = [redis.cut(), postgres.cut()]
      await crowd.acknowledged(MEANWHILE)
      for (const mend of mending) mend()
      await crowd.well()
      await crowd.inStep()
    },
  },
]
