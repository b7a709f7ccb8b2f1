/** What Linux knows of a process. */
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"

const ticksPerSecond = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }))

export type Cpu = { total: number; kernel: number }

/** CPU seconds of all its threads so far, and how many of them in kernel mode. */
export function cpuSeconds(pid: number): Cpu {
  return cpuIn(`/proc/${pid}/stat`)
}

/** The same of its main thread only. */
export const mainCpuSeconds = (pid: number): Cpu => cpuIn(`/proc/${pid}/task/${pid}/stat`)

function cpuIn(path: string): Cpu {
  const stat = readFileSync(path, "utf8")
  // The name, in parentheses, may hold spaces; the third field follows it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  const [user, kernel] = [Number(fields[11]), Number(fields[12])]
  return { total: (user + kernel) / ticksPerSecond, kernel: kernel / ticksPerSecond }
}

/** Resident memory in bytes. */
export function rssBytes(pid: number): number {
  const [, kibibytes] =
    /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? []
  return Number(kibibytes) * 1024
}

export function childrenOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
  return children.split(" ").filter(Boolean).map(Number)
}

export const commandOf = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, "utf8")

/** How many files and sockets a process that we start may open. */
export function openFilesMax(): number {
  const [, hard] =
    /^Max open files\s+\S+\s+(\S+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? []
  return hard === "unlimited" ? Number.POSITIVE_INFINITY : Number(hard)
}
