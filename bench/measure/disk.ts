import { closeSync, fdatasyncSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs"
import { join } from "node:path"

const PAGE_BYTES = 4096
const FILE_BYTES = 16 * 1024 * 1024

/**
 * How often a second the disk of a folder makes one page durable: written over in a file that has its full size already,
 * as SQLite does with its write-ahead log. Nothing durable can be faster, one at a time.
 */
export function fdatasyncsPerSecond(folder: string, seconds: number): number {
  const path = join(folder, "fdatasync")
  const file = openSync(path, "w")
  const page = Buffer.alloc(PAGE_BYTES, 1)
  writeSync(file, Buffer.alloc(FILE_BYTES))
  fsyncSync(file)
  const began = performance.now()
  let times = 0
  while (performance.now() - began < seconds * 1000) {
    writeSync(file, page, 0, PAGE_BYTES, (times * PAGE_BYTES) % FILE_BYTES)
    fdatasyncSync(file)
    times++
  }
  const elapsed = performance.now() - began
  closeSync(file)
  rmSync(path)
  return (times / elapsed) * 1000
}
