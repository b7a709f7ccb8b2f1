/** One server under measurement with its clients. */
import type { Gathering } from "../load/crowd.ts"
import type { Plan } from "../load/plan.ts"
import { type Core, canPin } from "../processes/child.ts"
import { startLoad } from "../processes/load.ts"
import { type Contestant, type RunningServer, startServer } from "../processes/server.ts"
import { tell } from "./scenario.ts"

/** Not measured: lets the compilers and the buffers settle. */
const WARM_UP_SECONDS = 0.5

type Crowd = Pick<Gathering, "members" | "senders"> &
  Partial<Pick<Gathering, "names" | "subscribed">>

export type Crowding = Crowd & {
  rooms: number
  /** Further rooms, in each of which somebody listens and nobody says anything. */
  quietRooms?: number
  /** The server's; the load then has the other one. Null for whichever is free. */
  core?: Core
}

export type Sample = {
  /** Server CPU seconds per million deliveries, and how many of them in the kernel. */
  cpu: number
  kernelCpu: number
  /** A second. */
  deliveries: number
  messages: number
  /** Milliseconds from sending to done. */
  p50: number
  p99: number
  rssBytes: number
}

export async function startMatch(contestant: Contestant, crowding: Crowding) {
  const { rooms, quietRooms = 0, core = 0, ...crowd } = crowding
  const isPinned = core !== null && canPin
  const loadCore = core === null ? null : 1
  tell(`${contestant.name}: gathering ${crowd.members} in each of ${rooms} rooms`)
  const server = await startServer(contestant, rooms + quietRooms, core)
  const quiet = await gatherQuietly(server, server.roomIds.slice(rooms))
  const load = await startLoad(gatheringOf(server, server.roomIds.slice(0, rooms), crowd), loadCore)

  return {
    name: contestant.name,
    server,

    async measure(asked: Plan): Promise<Sample> {
      const plan = { ...asked, isAwake: isPinned }
      await load.run({ ...plan, seconds: Math.min(WARM_UP_SECONDS, plan.seconds) })
      const before = server.cpuSeconds()
      const outcome = await load.run(plan)
      const after = server.cpuSeconds()
      const millions = outcome.deliveries / 1e6
      return {
        cpu: (after.total - before.total) / millions,
        kernelCpu: (after.kernel - before.kernel) / millions,
        deliveries: outcome.deliveries / outcome.seconds,
        messages: outcome.messages / outcome.seconds,
        p50: outcome.p50,
        p99: outcome.p99,
        rssBytes: server.rssBytes(),
      }
    },

    /** CPU seconds of the main thread and of the others, and how the main thread's time is shared out by place. */
    async profile(asked: Plan) {
      const plan = { ...asked, isAwake: isPinned }
      await load.run(plan)
      const before = { all: server.cpuSeconds().total, main: server.mainCpuSeconds().total }
      await server.startProfile()
      const { messages } = await load.run(plan)
      const times = new Map(await server.profile())
      const main = server.mainCpuSeconds().total - before.main
      return { messages, times, main, others: server.cpuSeconds().total - before.all - main }
    },

    async stop() {
      await load.stop()
      await quiet?.stop()
      await server.stop()
    },
  }
}

export type Match = Awaited<ReturnType<typeof startMatch>>

export const gatheringOf = (server: RunningServer, roomIds: number[], crowd: Crowd): Gathering => ({
  servers: [server.address],
  dialect: server.dialect,
  roomIds,
  names: "one",
  subscribed: true,
  ...crowd,
})

async function gatherQuietly(server: RunningServer, roomIds: number[]) {
  if (roomIds.length === 0) return null
  return await startLoad(gatheringOf(server, roomIds, { members: 1, senders: 0 }))
}
