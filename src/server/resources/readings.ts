/** How much is left of what a server may run out of; null where the system does not say. */
import { readdir, readFile, statfs } from "node:fs/promises"
import { getHeapSpaceStatistics, getHeapStatistics } from "node:v8"
import { DISK_FREE_BYTES_MIN, DISK_FREE_SHARE_MIN, RESOURCE_SHARE_MAX } from "../limits.ts"

/** A warning is due from a `pressure` of 1 on. `facts` are for the log. */
export type Reading = { pressure: number; facts: Record<string, number> }
export type Read = () => Promise<Reading | null>

/** Of which the least is taken, because the others may hold garbage. */
const HEAP_SAMPLES = 3
/** V8's default of three half-spaces of 32 MB on 64-bit machines. */
const YOUNG_BYTES = 3 * 32 * 1024 * 1024

/** Open files and sockets of this process; only where there is /proc. */
export function readDescriptors(): Read {
  let max = 0
  return async () => {
    try {
      const [, limit] =
        /^Max open files +(\d+)/m.exec(await readFile("/proc/self/limits", "utf8")) ?? []
      if (limit === undefined) return null
      max = Number(limit)
      return openOf((await readdir("/proc/self/fd")).length - 1, max)
    } catch (error) {
      const isFull = (error as NodeJS.ErrnoException).code === "EMFILE"
      return isFull ? openOf(max, max) : null
    }
  }
}

export const readDisk =
  (file: string): Read =>
  async () => {
    const { bavail, blocks, bsize } = await statfs(file)
    const [freeBytes, sizeBytes] = [bavail * bsize, blocks * bsize]
    const floor = Math.min(sizeBytes * DISK_FREE_SHARE_MIN, DISK_FREE_BYTES_MIN)
    return { pressure: floor / Math.max(freeBytes, 1), facts: { freeBytes, sizeBytes } }
  }

/** The old generation of this thread's heap: V8's limit includes the young one, which holds nothing for long. */
export function readHeap(): Read {
  let samples: number[] = []
  return async () => {
    samples = [...samples, oldBytes()].slice(-HEAP_SAMPLES)
    const usedBytes = Math.min(...samples)
    const { heap_size_limit: limit } = getHeapStatistics()
    const maxBytes = Math.max(limit - YOUNG_BYTES, limit / 2)
    const pressure = samples.length < HEAP_SAMPLES ? 0 : usedBytes / (maxBytes * RESOURCE_SHARE_MAX)
    return { pressure, facts: { usedBytes, maxBytes } }
  }
}

const oldBytes = () =>
  getHeapSpaceStatistics()
    .filter(({ space_name }) => !space_name.startsWith("new_"))
    .reduce((sum, { space_used_size }) => sum + space_used_size, 0)

const openOf = (open: number, max: number): Reading => ({
  pressure: open / (max * RESOURCE_SHARE_MAX),
  facts: { open, max },
})
