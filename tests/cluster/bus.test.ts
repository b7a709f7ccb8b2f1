import { busContract } from "../contracts/bus.contract.ts"
import { createMemoryWire } from "../support/memory-bus.ts"
import { openTestRedis, redis } from "../support/redis.ts"

const wires = new Map<string, ReturnType<typeof createMemoryWire>>()

busContract("the bus in memory", async (epoch) => {
  const wire = wires.get(epoch) ?? createMemoryWire()
  wires.set(epoch, wire)
  return wire.bus()
})

redis.describe("Redis", () => {
  busContract("the bus", async (epoch) => (await openTestRedis(epoch)).bus)
})
