/** Two nodes on one Postgres and one Redis, each on a core of its own, and crowds that come and go. */
import type { Gathering } from "../load/crowd.ts"
import type { Outcome, Plan } from "../load/plan.ts"
import { confabEnv, confabRaw } from "../peers/contestants.ts"
import { createDatabase } from "../processes/database.ts"
import { startLoad } from "../processes/load.ts"
import { type RunningServer, startServer } from "../processes/server.ts"

const REDIS = process.env.TEST_REDIS_URL || "redis://127.0.0.1:6379"
const WARM_UP_SECONDS = 1

export type Crowd = Pick<Gathering, "dialect" | "members" | "senders"> & {
  roomId: number
  /** Where its people are: both nodes, or the first one only. */
  at: "both" | "first"
}

/** Of one measurement. `cpu` is each node's, in seconds. */
export type Sample = Outcome & { cpu: [number, number] }

/** `rooms` are the ids of a room that both nodes get to know, and of one that only the first does. */
export async function startNodes() {
  const database = await createDatabase()
  const env = () => ({ ...confabEnv(""), DATABASE_URL: database.url, REDIS_URL: REDIS })
  const { makeRooms: _, ...another } = { ...confabRaw, env }
  const first = await startServer({ ...confabRaw, env }, 2, 0)
  const second = await startServer(another, 0, 1)
  const nodes: [RunningServer, RunningServer] = [first, second]
  const [both, own] = first.roomIds as [number, number]
  const cpu = () => nodes.map((node) => node.cpuSeconds().total) as [number, number]

  return {
    nodes,
    rooms: { both, own },
    cpu,

    /** The rooms are entered, the plan is carried out, and everybody leaves. */
    async measure({ at, roomId, ...crowd }: Crowd, plan: Plan): Promise<Sample> {
      const here = at === "both" ? nodes : [first]
      const load = await startLoad({
        servers: here.map(({ address }) => address),
        roomIds: [roomId],
        names: "one",
        subscribed: true,
        ...crowd,
      })
      try {
        await load.run({ ...plan, seconds: Math.min(WARM_UP_SECONDS, plan.seconds) })
        const before = cpu()
        const outcome = await load.run(plan)
        const after = cpu()
        return { ...outcome, cpu: [after[0] - before[0], after[1] - before[1]] }
      } finally {
        await load.stop()
      }
    },

    async stop() {
      for (const node of nodes) await node.stop()
      await database.drop()
    },
  }
}

export type Nodes = Awaited<ReturnType<typeof startNodes>>
