/** A process of clients: one crowd on one server. Started by processes/load.ts. */
import { answerParent } from "../processes/asking.ts"
import { type Crowd, type Gathering, gather } from "./crowd.ts"
import type { Plan } from "./plan.ts"

let crowd: Crowd | undefined

answerParent({
  async gather(gathering: Gathering) {
    crowd = await gather(gathering)
  },
  run: (plan: Plan) => crowd?.run(plan),
  stall: () => crowd?.stall(),
  leave: () => crowd?.leave(),
})
