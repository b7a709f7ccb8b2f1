/**
 * Everybody comes back at once: they try with the app's own waiting, at any node, which takes them in one after the other
 * and turns away who would wait too long. The first of a room at a node has its log read, the others get it from there.
 */
import { longestDelay } from "../../../src/client/sdk/backoff.ts"
import { percentile } from "../../measure/stats.ts"
import { REFUSE_MICROS } from "../assumed.ts"
import { expectedPairs } from "../attendance.ts"
import type { Costs } from "../costs.ts"
import { createRandom } from "../random.ts"
import { createWorld } from "../world.ts"

export type Storm = {
  people: number
  rooms: number
  nodes: number
  /** Who would wait longer is turned away; null turns nobody away. */
  patienceMillis: number | null
  /** Of Postgres, which reads the logs. */
  postgresCores: number
  /** Simulated one for so many, who cost as much as all of them. */
  standsFor: number
}

const SEED = 4

export function runStorm(storm: Storm, costs: Costs) {
  const [random, world] = [createRandom(SEED), createWorld()]
  const nodes = Array.from({ length: storm.nodes }, world.worker)
  const postgres = Array.from({ length: storm.postgresCores }, world.worker)
  const known = new Set<number>()
  const back: number[] = []
  const people = storm.people / storm.standsFor
  const rooms = storm.rooms / storm.standsFor
  const millisOf = (micros: number) => (micros * storm.standsFor) / 1000
  const counts = { attempts: 0, refusals: 0, replays: 0 }
  const patience = storm.patienceMillis ?? Number.POSITIVE_INFINITY

  function tryAgain(losses: number) {
    world.at(world.now() + random.next() * longestDelay(losses), () => attempt(losses))
  }

  function attempt(losses: number) {
    counts.attempts++
    const at = random.below(storm.nodes)
    const node = nodes[at] as (typeof nodes)[number]
    if (node.waiting() > patience) {
      counts.refusals++
      node.work(millisOf(REFUSE_MICROS), () => tryAgain(losses + 1))
    } else node.work(millisOf(costs.enterMicros), () => enter(at))
  }

  function enter(at: number) {
    const pair = random.below(rooms) * storm.nodes + at
    if (known.has(pair)) return void back.push(world.now())
    known.add(pair)
    const reader = postgres[counts.replays++ % postgres.length]
    reader?.work(millisOf(costs.postgresReplayMicros), () => back.push(world.now()))
  }

  for (let person = 0; person < people; person++) tryAgain(1)
  world.run()
  return {
    attempts: counts.attempts * storm.standsFor,
    refusals: counts.refusals * storm.standsFor,
    replays: counts.replays * storm.standsFor,
    back: back.length * storm.standsFor,
    expectedReplays: expectedPairs({ ...storm, isByRoom: false }),
    p50: percentile(back, 0.5) / 1000,
    p99: percentile(back, 0.99) / 1000,
    last: percentile(back, 1) / 1000,
    nodeBusy: nodes.reduce((sum, node) => sum + node.busy(), 0) / nodes.length / 1000,
    postgresSeconds: postgres.reduce((sum, one) => sum + one.busy(), 0) / 1000,
  }
}
