import { cpus, release, totalmem, type } from "node:os"
import { canPin } from "../processes/child.ts"

/** Where the figures come from: without it they mean nothing. */
export function machine(): string {
  const [cpu] = cpus()
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  const parts = [
    cpu?.model.trim(),
    `${cpus().length} cores`,
    `${gigabytes} GiB`,
    `${type()} ${release()}`,
    `Node ${process.version}`,
    ...(canPin ? [] : ["nothing pinned to a core"]),
  ]
  return parts.join(", ")
}
