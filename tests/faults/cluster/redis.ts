import { setTimeout as wait } from "node:timers/promises"
import { createClient } from "redis"
import { amount } from "../../support/amount.ts"
import { type Fault, MEANWHILE } from "./fault.ts"

/** In the long form, longer than a node believes in a silent Redis. */
const STANDSTILL_MS_MAX = amount(200, 8_000)

/** Says these commands to Redis, each a list of its words. */
async function tell({ url }: { url: string }, ...commands: string[][]) {
  const client = createClient({ url })
  await client.connect()
  for (const command of commands) await client.sendCommand(command)
  client.destroy()
}

export const redisFaults: Fault[] = [
  {
    name: "Redis is killed; people hear each other by the log until it is back",
    times: amount(1, 12),
    isOneSided: true,
    async happen({ redis }, crowd) {
      await redis.end("SIGKILL")
      await crowd.acknowledged(MEANWHILE)
      await crowd.inStep()
      await redis.start()
      await crowd.well()
    },
  },
  {
    name: "Redis stands still; people hear each other by the log until it goes on",
    times: amount(1, 12),
    isOneSided: true,
    async happen({ redis }, crowd) {
      const goOn = redis.pause()
      await crowd.acknowledged(MEANWHILE)
      await crowd.inStep()
      await wait(Math.random() * STANDSTILL_MS_MAX)
      goOn()
      await crowd.well()
    },
  },
  {
    name: "Redis forgets everything",
    times: amount(1, 20),
    async happen({ redis }, crowd) {
      await tell(redis, ["FLUSHALL"], ["SCRIPT", "FLUSH"])
      await crowd.acknowledged(MEANWHILE)
      await crowd.inStep()
    },
  },
  {
    name: "Redis ends every connection",
    times: amount(1, 40),
    async happen({ redis }, crowd) {
      await tell(redis, ["CLIENT", "KILL", "TYPE", "pubsub"], ["CLIENT", "KILL", "TYPE", "normal"])
      await crowd.acknowledged(MEANWHILE)
      await crowd.inStep()
    },
  },
]
