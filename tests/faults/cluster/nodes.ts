import { setTimeout as wait } from "node:timers/promises"
import { amount } from "../../support/amount.ts"
import { type Fault, MEANWHILE } from "./fault.ts"

const STANDSTILL_MS_MAX = amount(500, 8_000)

export const nodeFaults: Fault[] = [
  {
    name: "a node is killed and comes back",
    times: amount(1, 40),
    async happen({ nodes }, crowd, time) {
      const node = nodes[time % 2]!
      await crowd.acknowledged(MEANWHILE)
      await node.kill()
      await crowd.acknowledged(MEANWHILE)
      await node.start()
      await crowd.inStep()
    },
  },
  {
    name: "a node stands still, then goes on as if nothing had been",
    times: amount(1, 12),
    async happen({ nodes }, crowd, time) {
      const goOn = nodes[time % 2]!.pause()
      await crowd.acknowledged(MEANWHILE)
      await wait(Math.random() * STANDSTILL_MS_MAX)
      goOn()
      await crowd.inStep()
    },
  },
]
