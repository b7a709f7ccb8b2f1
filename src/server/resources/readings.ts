/** How much there is left of what a server may run out of. A reading is null where the system does not tell. */
import { readdir, readFile, statfs } from "node:fs/promises"
import { getHeapSpaceStatistics, getHeapStatistics } from "node:v8"
import { DISK_FREE_BYTES_MIN, DISK_FREE_SHARE_MIN, RESOURCE_SHARE_MAX } from "../limits.ts"

/** `pressure` is 1 where a warning is due. What else it tells is for the log. */
export type Reading = { pressure: number; facts: Record<string, number> }
export type Read = () => Promise<Reading | null>

/** How many looks garbage may last. */
const HEAP_LOOKS = 3
/** Three halves of 32 MB, as V8 has it on machines of 64 bits unless it is told otherwise. */
const YOUNG_BYTES = 3 * 32 * 1024 * 1024

/** Open files and sockets of this process, of as many as it may open; only where there is /proc. */
export function readDescriptors(): Read {
  let max = 0
  return async () => {
    try {
      const [, limit] =
        /^Max open files +(\d+)/m.exec(await readFile("/proc/self/limits", "utf8")) ?? []
      if (limit === undefined) return null
      max = Number(limit)
      // One of them reads the list.
      return openOf((await readdir("/proc/self/fd")).length - 1, max)
    } catch (error) {
      // Even to count them takes one.
      const isFull = (error as NodeJS.ErrnoException).code === "EMFILE"
      return isFull ? openOf(max, max) : null
    }
  }
}

/** Of the disk that holds a file: little is left, and little of so large a disk. */
export const readDisk =
  (file: string): Read =>
  async () => {
    const { bavail, blocks, bsize } = await statfs(file)
    const [freeBytes, sizeBytes] = [bavail * bsize, blocks * bsize]
    const floor = Math.min(sizeBytes * DISK_FREE_SHARE_MIN, DISK_FREE_BYTES_MIN)
    return { pressure: floor / Math.max(freeBytes, 1), facts: { freeBytes, sizeBytes } }
  }

/**
 * Of the old part of this thread's heap, where what is kept ends up: the least of the last looks, because what one look
 * finds may be garbage. The limit that V8 tells has the young part in it, which is no room for what is kept.
 */
export function readHeap(): Read {
  let looks: number[] = []
  return async () => {
    looks = [...looks, oldBytes()].slice(-HEAP_LOOKS)
    const usedBytes = Math.min(...looks)
    const { heap_size_limit: limit } = getHeapStatistics()
    const maxBytes = Math.max(limit - YOUNG_BYTES, limit / 2)
    const pressure = looks.length < HEAP_LOOKS ? 0 : usedBytes / (maxBytes * RESOURCE_SHARE_MAX)
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
