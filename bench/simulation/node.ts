/** The one thread of a node that does everything but wait for the disk. */
import { PING_INTERVAL_MS } from "../../src/server/limits.ts"
import { PING_WRITES } from "./assumed.ts"
import type { Costs } from "./costs.ts"
import type { World } from "./world.ts"

export type Node = ReturnType<typeof startNode>

const TICK_MILLIS = 10

/** `millis` is how long its connections are looked after. */
export function startNode(
  world: World,
  costs: Costs,
  { connections, millis }: { connections: number; millis: number },
) {
  const worker = world.worker()
  const idle = () => undefined
  const workMicros = (micros: number, done: () => void) => worker.work(micros / 1000, done)
  const writeMicros = costs.writeMicros + costs.frameMicros
  const pingsPerTick = (connections * TICK_MILLIS) / PING_INTERVAL_MS
  let frames = 0

  function ping() {
    workMicros(pingsPerTick * PING_WRITES * costs.writeMicros, idle)
    if (world.now() + TICK_MILLIS < millis) world.at(world.now() + TICK_MILLIS, ping)
  }
  if (pingsPerTick > 0) world.at(0, ping)

  return {
    busy: worker.busy,
    frames: () => frames,
    /** Reads and checks what somebody wants to say, and hands it to the store. */
    take: (done: () => void) => workMicros(costs.doorMicros + costs.nodeAppendMicros, done),
    publish: (done: () => void) => workMicros(costs.nodePublishMicros, done),
    hear: (done: () => void) => workMicros(costs.nodeHearMicros, done),
    /** To so many, one write each. */
    deliver(listeners: number, done: () => void) {
      frames += listeners
      workMicros(listeners * writeMicros, done)
    },
  }
}
