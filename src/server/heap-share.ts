import { getHeapStatistics } from "node:v8"

export const heapShare = (parts: number, bytesMax: number): number =>
  Math.min(bytesMax, Math.floor(getHeapStatistics().heap_size_limit / parts))
