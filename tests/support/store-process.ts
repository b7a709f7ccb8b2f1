/** A process of its own that opens a store and writes to it, so that it can be refused, starved and killed. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"

const SCRIPT = new URL("./store-process-main.ts", import.meta.url).pathname

export function startStoreProcess(task: "open" | "cramped" | "write" | "fill", url: string) {
  const process_ = spawn(process.execPath, [SCRIPT, task, url], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  const exited = once(process_, "exit")
  const output = createInterface({ input: process_.stdout })

  return {
    /** Everything it prints until it ends by itself. */
    lines: (): Promise<string[]> => Array.fromAsync(output),

    /** Kills it with SIGKILL once it has printed so many lines; answers all it got to print. */
    async linesUntilKilledAfter(count: number): Promise<string[]> {
      const lines: string[] = []
      for await (const line of output) {
        if (lines.push(line) === count) process_.kill("SIGKILL")
      }
      return lines
    },

    async [Symbol.asyncDispose]() {
      process_.kill("SIGKILL")
      await exited
    },
  }
}
