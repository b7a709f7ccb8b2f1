import { fileURLToPath } from "node:url"
import type { Gathering } from "../load/crowd.ts"
import type { Outcome, Plan } from "../load/plan.ts"
import { cpuSeconds } from "../measure/process.ts"
import { type Core, startChild } from "./child.ts"

const script = fileURLToPath(new URL("../load/main.ts", import.meta.url))

export type LoadOutcome = Outcome & { cpuSeconds: number }

/** Clients in a process of their own, all of them entered. */
export async function startLoad(gathering: Gathering, core: Core = null) {
  const child = startChild({ command: [process.execPath, script], core })
  const failed = await child.ask("gather", gathering).catch((error: Error) => error)
  if (failed instanceof Error) {
    await child.stop()
    throw failed
  }

  return {
    async run(plan: Plan): Promise<LoadOutcome> {
      const before = cpuSeconds(child.pid)
      const outcome = await child.ask<Outcome>("run", plan)
      return { ...outcome, cpuSeconds: cpuSeconds(child.pid) - before }
    },
    /** They stop reading and stay. */
    stall: () => child.ask<void>("stall"),
    async stop() {
      await child.ask("leave")
      await child.stop()
    },
  }
}
