import type { Logger } from "pino"
import { RESOURCE_LOOK_MS, RESOURCE_REMIND_MS } from "../limits.ts"
import { type Read, type Reading, readDescriptors, readDisk, readHeap } from "./readings.ts"

type Name = "descriptors" | "disk" | "heap"
type Log = Pick<Logger, "warn" | "info">
type Resource = { name: Name; read: Read; warning: string; recovery: string }

/** A warning ends below this pressure, so that it does not flap at 1. */
const RECOVERED_SHARE = 0.9

export type Parts = { log: Log; file: string | null; everyMs?: number }

export function watchResources({ log, file, everyMs = RESOURCE_LOOK_MS }: Parts) {
  const watches = resourcesOf(file).map((resource) => createWatch(resource, log))
  const check = () => {
    for (const watch of watches) void watch.check()
  }
  check()
  const timer = setInterval(check, everyMs).unref()

  return {
    states: () => watches.flatMap(({ state }) => state() ?? []),
    stop: () => clearInterval(timer),
  }
}

export type Resources = ReturnType<typeof watchResources>

const resourcesOf = (file: string | null): Resource[] => [
  {
    name: "descriptors",
    read: readDescriptors(),
    warning: "open files and sockets near the most this process may have",
    recovery: "there are descriptors enough again",
  },
  {
    name: "heap",
    read: readHeap(),
    warning: "the heap nears its limit, at which the process ends",
    recovery: "there is room in the heap again",
  },
  ...(file === null
    ? []
    : [
        {
          name: "disk" as const,
          read: readDisk(file),
          warning: "the disk that holds the database is nearly full",
          recovery: "there is room on the disk again",
        },
      ]),
]

function createWatch({ name, read, warning, recovery }: Resource, log: Log) {
  let isChecking = false
  let last: Reading | null = null
  let warnedAt: number | null = null

  function warn({ pressure, facts }: Reading) {
    const now = performance.now()
    if (pressure >= 1 && (warnedAt === null || now - warnedAt >= RESOURCE_REMIND_MS)) {
      warnedAt = now
      log.warn({ resource: name, ...facts }, warning)
    }
    if (pressure >= RECOVERED_SHARE || warnedAt === null) return
    warnedAt = null
    log.info({ resource: name, ...facts }, recovery)
  }

  return {
    /** A reading may hang, as of a disk that does: it is not read once more. */
    async check() {
      if (isChecking) return
      isChecking = true
      last = await read().catch(() => null)
      isChecking = false
      if (last) warn(last)
    },

    state: () => last && { name, isShort: warnedAt !== null, facts: last.facts },
  }
}
