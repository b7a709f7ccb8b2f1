import { fileURLToPath } from "node:url"
import type { Gathering } from "../load/crowd.ts"
import type { Outcome, Plan } from "../load/plan.ts"
import { type Core, startChild } from "./child.ts"

const script = fileURLToPath(new URL("../load/main.ts", import.meta.url))

/** Clients in a process of their own, all of them entered. */
export async function startLoad(gathering: Gathering, core: Core = null) {
  const child = startChild({ command: [process.execPath, script], core })
  const failed = await child.ask("gather", gathering).catch((error: Error) => error)
  if (failed instanceof Error) {
    await child.stop()
    throw failed
  }

  return {
    run: (plan: Plan) => child.ask<Outcome>("run", plan),
    /** They stop reading and stay. */
    stall: () => child.ask<void>("stall"),
    async stop() {
      await child.ask("leave")
      await child.stop()
    },
  }
}
