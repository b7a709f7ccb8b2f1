import { figure, type Table } from "../../measure/report.ts"
import { STAY_SECONDS } from "../assumed.ts"
import { presenceOf } from "../cases/presence.ts"
import type { Costs } from "../costs.ts"

const LISTENERS = [1_000, 10_000, 100_000, 1_000_000]

export function presenceTables(costs: Costs): Table[] {
  return [
    {
      title: `A second of it; everybody stays ${STAY_SECONDS / 60} minutes and is told once a second`,
      columns: ["listeners", "come and go", "frames", "KB to each", "cores that write"],
      rows: LISTENERS.map((listeners) => {
        const { changes, frames, bytesEach, cores } = presenceOf(listeners, costs)
        return [figure(listeners), ...[changes, frames, bytesEach / 1000, cores].map(figure)]
      }),
    },
  ]
}
