/** What a server process on this machine holds in memory. */
import { readFileSync } from "node:fs"

/** Resident set size in MiB. */
export const residentMb = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024

/** Watches until it is stopped; the answer is the largest value seen, in MiB. */
export function watchMemory(pid: number) {
  let largest = residentMb(pid)
  const watching = setInterval(() => {
    largest = Math.max(largest, residentMb(pid))
  }, 20)
  return () => {
    clearInterval(watching)
    return largest
  }
}
