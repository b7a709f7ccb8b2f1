import { describe } from "vitest"
import { openRedis } from "../../src/server/hub/redis/open.ts"
import { busContract } from "../contracts/bus.contract.ts"
import { createMemoryWire } from "../support/memory-bus.ts"
import { hasRedis, redisUrl, withoutRedis } from "../support/redis.ts"

const wires = new Map<string, ReturnType<typeof createMemoryWire>>()
const quiet = { warn: () => undefined, info: () => undefined }

busContract("the bus in memory", async (epoch) => {
  const wire = wires.get(epoch) ?? createMemoryWire()
  wires.set(epoch, wire)
  return wire.bus()
})

describe.runIf(hasRedis)(`Redis${withoutRedis}`, () => {
  busContract("the bus", async (epoch) => (await openRedis(redisUrl, { epoch, log: quiet })).bus)
})
