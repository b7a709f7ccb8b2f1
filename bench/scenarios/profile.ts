import { IDLE } from "../measure/cpu-profile.ts"
import { figure, type Table } from "../measure/report.ts"
import { confabRaw, confabTrpc, wsLoop } from "../peers/contestants.ts"
import { startMatches } from "./duel.ts"
import type { Crowding } from "./match.ts"
import { delivering } from "./plans.ts"
import { type Options, type Scenario, tell } from "./scenario.ts"

const contestants = [confabRaw, confabTrpc, wsLoop]
const CLOSED = { kind: "closed", outstanding: 1 } as const
const OTHER_THREADS = "other threads (store, V8)"
/** A row that is less than this everywhere says nothing. */
const SHARE_MIN = 0.01

type Profile = { name: string; times: Map<string, number> }

export const profile: Scenario = {
  name: "profile",
  about: "server",
  title: "Profile: where a message's time goes",
  how:
    "CPU microseconds of the server per message, by whose code they are spent in, as V8's sampling profiler sees the main " +
    "thread; its own cost is in the figures. What native code does counts for itself. The server has one core.",

  async run(options) {
    const oneRoom = { rooms: 1, members: 1_000, senders: 1 }
    const manyRooms = { rooms: 1_000, members: 5, senders: 1 }
    return {
      tables: [
        table("One a flush, 1 room × 1,000", await profileAll(oneRoom, options)),
        table("Many rooms, 1,000 × 5", await profileAll(manyRooms, options)),
      ],
      goals: [],
    }
  },
}

async function profileAll(crowding: Crowding, { seconds }: Options): Promise<Profile[]> {
  const matches = await startMatches(contestants, crowding)
  const profiles: Profile[] = []
  for (const match of matches) {
    const { messages, times, main, others } = await match.profile(delivering(seconds, CLOSED))
    times.delete(IDLE)
    const sampled = sum(times)
    // The profiler's clock runs on while another thread has the core: what it says is how the CPU time is shared out.
    const perMessage = (time: number) => ((time / sampled) * main * 1e6) / messages
    const shared = [...times].map(([place, time]) => [place, perMessage(time)] as const)
    const found = new Map([...shared, [OTHER_THREADS, (others * 1e6) / messages]])
    tell(`${match.name}: ${figure(sum(found))} µs per message`)
    profiles.push({ name: match.name, times: found })
  }
  for (const match of matches) await match.stop()
  return profiles
}

const sum = (times: Map<string, number>) => [...times.values()].reduce((all, one) => all + one, 0)

function table(title: string, profiles: Profile[]): Table {
  const sums = profiles.map(({ times }) => sum(times))
  const rowOf = (place: string) => profiles.map(({ times }) => times.get(place) ?? 0)
  const places = [...new Set(profiles.flatMap(({ times }) => [...times.keys()]))]
    .map((place) => ({ place, times: rowOf(place) }))
    .filter(({ times }) => times.some((time, at) => time > SHARE_MIN * (sums[at] ?? 0)))
    .sort((a, b) => Math.max(...b.times) - Math.max(...a.times))
  return {
    title,
    columns: ["µs per message", ...profiles.map(({ name }) => name)],
    rows: [
      ...places.map(({ place, times }) => [place, ...times.map(figure)]),
      ["all", ...sums.map(figure)],
    ],
  }
}
