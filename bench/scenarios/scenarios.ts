import { app } from "./app.ts"
import { cluster } from "./cluster.ts"
import { crowd } from "./crowd.ts"
import { durable } from "./durable.ts"
import { fanout } from "./fanout.ts"
import { history } from "./history.ts"
import { idle } from "./idle.ts"
import { latency } from "./latency.ts"
import { lighthouseScores } from "./lighthouse.ts"
import { postgres } from "./postgres.ts"
import { profile } from "./profile.ts"
import { rooms } from "./rooms.ts"
import { scale } from "./scale.ts"
import type { Scenario } from "./scenario.ts"
import { stalled } from "./stalled.ts"
import { startup } from "./startup.ts"

/** In the order in which all of them run. */
export const scenarios: Scenario[] = [
  fanout,
  crowd,
  rooms,
  scale,
  latency,
  idle,
  durable,
  postgres,
  cluster,
  history,
  stalled,
  startup,
  profile,
  lighthouseScores,
  app,
]
