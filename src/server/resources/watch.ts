/** Warns before something runs out, as long as there is time to do something about it. */
import type { Logger } from "pino"
import { RESOURCE_LOOK_MS, RESOURCE_REMIND_MS } from "../limits.ts"
import { type Read, type Reading, readDescriptors, readDisk, readHeap } from "./readings.ts"

type Name = "descriptors" | "disk" | "heap"
type Log = Pick<Logger, "warn" | "info">
type Resource = { name: Name; read: Read; warning: string; relief: string }

/** Below this share of what was warned of it is over: not at every step across one line. */
const RELIEF = 0.9

/** `file` is where the data are, null where they are elsewhere. */
export type Parts = { log: Log; file: string | null; everyMs?: number }

export function watchResources({ log, file, everyMs = RESOURCE_LOOK_MS }: Parts) {
  const watches = resourcesOf(file).map((resource) => createWatch(resource, log))
  const look = () => {
    for (const watch of watches) void watch.look()
  }
  look()
  const looking = setInterval(look, everyMs).unref()

  return {
    /** What the last look found, and whether it is warned of; only what could be read. */
    states: () => watches.flatMap(({ state }) => state() ?? []),
    stop: () => clearInterval(looking),
  }
}

export type Resources = ReturnType<typeof watchResources>

const resourcesOf = (file: string | null): Resource[] => [
  {
    name: "descriptors",
    read: readDescriptors(),
    warning: "open files and sockets near the most this process may have",
    relief: "there are descriptors enough again",
  },
  {
    name: "heap",
    read: readHeap(),
    warning: "the heap nears its limit, at which the process ends",
    relief: "there is room in the heap again",
  },
  ...(file === null
    ? []
    : [
        {
          name: "disk" as const,
          read: readDisk(file),
          warning: "the disk that holds the database is nearly full",
          relief: "there is room on the disk again",
        },
      ]),
]

function createWatch({ name, read, warning, relief }: Resource, log: Log) {
  let isLooking = false
  let last: Reading | null = null
  let warnedAt: number | null = null

  function judge({ pressure, facts }: Reading) {
    const now = performance.now()
    if (pressure >= 1 && (warnedAt === null || now - warnedAt >= RESOURCE_REMIND_MS)) {
      warnedAt = now
      log.warn({ resource: name, ...facts }, warning)
    }
    if (pressure >= RELIEF || warnedAt === null) return
    warnedAt = null
    log.info({ resource: name, ...facts }, relief)
  }

  return {
    /** A look that stands still, as at a disk that hangs, is waited for. */
    async look() {
      if (isLooking) return
      isLooking = true
      last = await read().catch(() => null)
      isLooking = false
      if (last) judge(last)
    },

    state: () => last && { name, isShort: warnedAt !== null, facts: last.facts },
  }
}
