/** A process whose heap fills up, stays full until it is told to go on, and empties; its log goes to standard error. */
import { once } from "node:events"
import { getHeapStatistics } from "node:v8"
import { pino } from "pino"
import { createLog } from "../../src/server/log.ts"
import { watchResources } from "../../src/server/resources/watch.ts"

const MB = 1024 * 1024
const KEPT_MB = Number(process.env.KEPT_MB)
const LOOK_MS = 50

watchResources({ log: createLog("info", pino.destination(2)), file: null, everyMs: LOOK_MS })
let kept: object[][] = []
while (getHeapStatistics().used_heap_size < KEPT_MB * MB)
  kept.push(Array.from({ length: 10_000 }, (_, n) => ({ n })))
await once(process.stdin, "data")
kept = []
// Something new makes the old be taken away.
const churning = setInterval(() => {
  for (let n = 0; n < 20; n++) kept = [Array.from({ length: 10_000 }, (_, n) => ({ n }))]
}, 1)
await once(process.stdin, "end")
clearInterval(churning)
