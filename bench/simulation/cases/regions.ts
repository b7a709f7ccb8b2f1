/**
 * Three regions, one that writes. How somebody far away is stored and answered, and when the others hear: storing from
 * afar, having the region that writes do it, or rooms that are written where most of their people are.
 */
import { percentile } from "../../measure/stats.ts"
import { FAR_SPREAD } from "../assumed.ts"
import { createCommits } from "../commits.ts"
import type { Costs } from "../costs.ts"
import { createRandom, type Random } from "../random.ts"
import { createWorld, repeat } from "../world.ts"

export type Regions = {
  names: string[]
  /** Milliseconds there and back, assumed. */
  roundTrips: number[][]
  nodes: number
  sendsPerSecond: number
  writing: "from afar" | "by the writer" | "at home"
  /** How many of a room's people are where it is at home. */
  homeShare: number
  seconds: number
}

const SEED = 3
/** The append, and COMMIT. */
const STATEMENTS = 2

export function runRegions(regions: Regions, costs: Costs) {
  const [random, world] = [createRandom(SEED), createWorld()]
  const count = regions.names.length
  const way = (from: number, to: number) =>
    random.way((regions.roundTrips[from]?.[to] as number) / 2, FAR_SPREAD)
  const stores = regions.names.flatMap((_, region) =>
    Array.from({ length: regions.nodes }, () =>
      createCommits(world, costs, () =>
        regions.writing === "from afar" ? STATEMENTS * (way(region, 0) + way(0, region)) : 0,
      ),
    ),
  )
  const answered = regions.names.map((): number[] => [])
  const told = regions.names.map((): number[] => [])

  function send() {
    const sender = random.below(count)
    const writer = writerOf(regions, sender, random)
    const at = regions.writing === "from afar" ? sender : writer
    const store = stores[at * regions.nodes + random.below(regions.nodes)]
    const sentAt = world.now()
    const late = () => world.now() - sentAt
    world.at(sentAt + (at === sender ? 0 : way(sender, at)), () =>
      store?.append(() => {
        world.at(world.now() + (at === sender ? 0 : way(at, sender)), () =>
          answered[sender]?.push(late()),
        )
        for (const [listener, heard] of told.entries())
          world.at(world.now() + busWay(at, writer, listener), () => heard.push(late()))
      }),
    )
  }

  /** A message crosses to every region once: from where it was stored, by where its room is written. */
  function busWay(from: number, writer: number, to: number): number {
    const toWriter = from === writer ? 0 : way(from, writer)
    return toWriter + (writer === to ? 0 : way(writer, to))
  }

  repeat(
    { world, random },
    {
      millis: regions.seconds * 1000,
      perSecond: regions.sendsPerSecond,
      act: send,
    },
  )
  world.run()
  return regions.names.map((name, at) => ({
    name,
    answeredP50: percentile(answered[at] ?? [], 0.5),
    answeredP99: percentile(answered[at] ?? [], 0.99),
    toldP50: percentile(told[at] ?? [], 0.5),
    toldP99: percentile(told[at] ?? [], 0.99),
  }))
}

/** The region that writes the room somebody speaks in. */
function writerOf({ writing, homeShare, names }: Regions, sender: number, random: Random) {
  if (writing !== "at home") return 0
  if (random.next() < homeShare) return sender
  return (sender + 1 + random.below(names.length - 1)) % names.length
}
