/**
 * Preloaded into every Node server under measurement (`node --import`), Confab and peers alike: answers what cannot be
 * seen from outside. Silent until asked, and in the main thread only.
 */
import { Session } from "node:inspector/promises"
import { monitorEventLoopDelay } from "node:perf_hooks"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { isMainThread } from "node:worker_threads"
import { timeByPlace } from "./measure/cpu-profile.ts"
import { answerParent } from "./processes/asking.ts"

/** The histogram counts this in: it is the pause between two looks. */
const RESOLUTION_MS = 1

if (isMainThread && process.channel) {
  const session = new Session()
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  const delayMs = (percentile: number) =>
    Math.max(0, delay.percentile(percentile) / 1e6 - RESOLUTION_MS)

  answerParent({
    collectGarbage() {
      setFlagsFromString("--expose-gc")
      const collect = runInNewContext("gc") as () => void
      collect()
    },
    watchDelay() {
      delay.reset()
      delay.enable()
    },
    delay() {
      delay.disable()
      return { p50: delayMs(50), p99: delayMs(99), max: delayMs(100) }
    },
    async startProfile() {
      session.connect()
      await session.post("Profiler.enable")
      await session.post("Profiler.start")
    },
    async profile() {
      const { profile } = await session.post("Profiler.stop")
      session.disconnect()
      return [...timeByPlace(profile)]
    },
  })
  // The server ends when it wants to, not when we let go of it.
  process.channel.unref()
}
