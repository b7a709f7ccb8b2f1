import fc from "fast-check"
import { expect, test } from "vitest"
import { expectedPairs } from "../../bench/simulation/attendance.ts"
import { runCluster } from "../../bench/simulation/cases/cluster.ts"
import { listenersPerLeaf, runCrowd } from "../../bench/simulation/cases/crowd.ts"
import { runRegions } from "../../bench/simulation/cases/regions.ts"
import { runStorm } from "../../bench/simulation/cases/storm.ts"
import { readCosts } from "../../bench/simulation/costs.ts"
import { createRandom } from "../../bench/simulation/random.ts"
import { storedFigure } from "../../bench/simulation/stored.ts"
import { growTree, relaysOf } from "../../bench/simulation/tree.ts"
import { createWorld, repeat } from "../../bench/simulation/world.ts"

const costs = {
  ...readCosts(),
  commitMillis: 2,
  appendsPerSecond: 20_000,
  enterMicros: 400,
  postgresReplayMicros: 200,
}
const bounds = {
  listeners: fc.integer({ min: 1, max: 5_000 }),
  perLeaf: fc.integer({ min: 1, max: 300 }),
  fanOut: fc.integer({ min: 2, max: 20 }),
}

test("a tree of relays reaches every listener exactly once, and nobody tells too many", () => {
  fc.assert(
    fc.property(fc.record(bounds), ({ listeners, perLeaf, fanOut }) => {
      const relays = [...relaysOf(growTree({ listeners, perLeaf, fanOut }))]
      const leaves = relays.filter(({ relay }) => relay.children.length === 0)
      const reached = leaves.flatMap(({ relay: { from, to } }) =>
        Array.from({ length: to - from }, (_, at) => from + at),
      )
      expect(reached).toEqual(Array.from({ length: listeners }, (_, at) => at))
      expect(Math.max(...leaves.map(({ relay }) => relay.to - relay.from))).toBeLessThanOrEqual(
        perLeaf,
      )
      expect(Math.max(...relays.map(({ relay }) => relay.children.length))).toBeLessThanOrEqual(
        fanOut,
      )
      expect(new Set(leaves.map(({ hops }) => hops)).size).toBe(1)
    }),
    { numRuns: 50 },
  )
})

test.each([
  [null, 0],
  [4, 0],
  [4, 250],
])("a crowd told by relays of %s, every %s ms, hears each message once", (fanOut, windowMillis) => {
  const crowd = { listeners: 60_000, messagesPerSecond: 10, windowMillis, fanOut, seconds: 2 }
  const found = runCrowd(crowd, costs)
  expect(found.sent).toBeGreaterThan(10)
  expect(found.heard).toBe(found.sent * crowd.listeners)
  expect(found.leaves).toBe(Math.ceil(crowd.listeners / listenersPerLeaf(crowd, costs)))
  expect(found.p50).toBeGreaterThan(windowMillis / 2)
})

const cluster = {
  people: 20_000,
  rooms: 2_000,
  nodes: 8,
  isByRoom: false,
  sendsPerSecond: 500,
  beats: "room" as const,
  seconds: 1,
}

test.each([false, true])(
  "what is sent in a cluster is heard by all (a room at one node: %s)",
  (isByRoom) => {
    const found = runCluster({ ...cluster, isByRoom }, costs)
    expect(found.answered).toBeGreaterThan(400)
    expect(found.heard).toBe(found.owed)
    const pairs = expectedPairs({ ...cluster, isByRoom })
    expect(found.nodesPerRoom / (pairs / cluster.rooms)).toBeCloseTo(1, 1)
    // Every pair says in 15 s that it lives, every message is published once.
    const publishes = found.answered + pairs / 15
    expect(found.publishes / publishes).toBeGreaterThan(0.9)
    expect(found.publishes / publishes).toBeLessThan(1.1)
    expect(found.answeredP50).toBeGreaterThan(costs.commitMillis)
  },
)

test("a room at one node costs the bus one delivery a message", () => {
  const { publishes, deliveries } = runCluster({ ...cluster, isByRoom: true }, costs)
  expect(deliveries).toBe(publishes)
})

test("after a storm everybody is back, no sooner than the nodes can take them in", () => {
  const storm = {
    people: 20_000,
    rooms: 2_000,
    nodes: 4,
    patienceMillis: null,
    postgresCores: 8,
    standsFor: 1,
  }
  const found = runStorm(storm, costs)
  expect(found).toMatchObject({ back: storm.people, attempts: storm.people, refusals: 0 })
  expect(found.replays / found.expectedReplays).toBeCloseTo(1, 1)
  const least = (storm.people * costs.enterMicros) / storm.nodes / 1e6
  expect(found.last).toBeGreaterThanOrEqual(least)
  expect(found.last).toBeLessThan(least + 1)

  const impatient = runStorm({ ...storm, patienceMillis: 200 }, costs)
  expect(impatient.refusals).toBeGreaterThan(0)
  expect(impatient.attempts).toBe(storm.people + impatient.refusals)
  expect(impatient.back).toBe(storm.people)
})

const regions = {
  names: ["here", "there"],
  roundTrips: [
    [0, 100],
    [100, 0],
  ],
  nodes: 2,
  sendsPerSecond: 100,
  homeShare: 1,
  seconds: 5,
}

test("far from where a room is written, an answer takes the way there and back", () => {
  const [here, there] = runRegions({ ...regions, writing: "by the writer" }, costs)
  expect(there!.answeredP50 - here!.answeredP50).toBeCloseTo(100, -1)
  const [, atHome] = runRegions({ ...regions, writing: "at home" }, costs)
  expect(atHome!.answeredP50).toBeCloseTo(here!.answeredP50, 0)
})

test("storing from afar takes two ways there and back, and waiting for the ones before", () => {
  const [, there] = runRegions({ ...regions, writing: "from afar" }, costs)
  expect(there!.answeredP50).toBeGreaterThan(200)
  expect(there!.answeredP99).toBeLessThan(2 * 200 * 1.2 + 10)
})

test("the same figures come out every time", () => {
  const run = () => runRegions({ ...regions, writing: "at home" }, costs)
  expect(run()).toEqual(run())
})

test("who waits for a busy worker waits as long as the theory of queues says", () => {
  const [random, world] = [createRandom(7), createWorld()]
  const worker = world.worker()
  const waits: number[] = []
  const act = () => {
    waits.push(worker.waiting())
    worker.work(1, () => undefined)
  }
  repeat({ world, random }, { millis: 400_000, perSecond: 700, act })
  world.run()
  // Pollaczek and Khinchine, with constant work: load / (2 (1 - load)).
  const average = waits.reduce((sum, wait) => sum + wait, 0) / waits.length
  expect(average / (0.7 / (2 * 0.3))).toBeCloseTo(1, 1)
})

test("a figure is read from the results, and never made up", () => {
  const results =
    "### Speed: all\n\nhow\n\nOne a flush\n\n|  | a | b |\n| --- | --: | --: |\n| us | 1,234 | 0.5 |\n"
  const place = { section: "Speed", table: "One a flush", row: "us", column: "a" }
  expect(storedFigure(results, place)).toBe(1234)
  expect(() => storedFigure(results, { ...place, row: "them" })).toThrow('no "a" of "them"')
  expect(() => storedFigure(results, { ...place, table: "Ten" })).toThrow('no "Ten"')
})
