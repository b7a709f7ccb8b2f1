import { getHeapStatistics } from "node:v8"

/** Bytes of the heap limit, which follows `--max-old-space-size` and, in a container, its memory. */
export const heapShare = (parts: number, bytesMax: number): number =>
  Math.min(bytesMax, Math.floor(getHeapStatistics().heap_size_limit / parts))
