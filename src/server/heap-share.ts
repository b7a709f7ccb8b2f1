import { getHeapStatistics } from "node:v8"

/**
 * One part in so many of the heap this process may use, in bytes, at most `bytesMax`. The limit follows
 * `--max-old-space-size` and, in a container, its memory.
 */
export const heapShare = (parts: number, bytesMax: number): number =>
  Math.min(bytesMax, Math.floor(getHeapStatistics().heap_size_limit / parts))
