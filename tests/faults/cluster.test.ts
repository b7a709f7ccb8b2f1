/**
 * Two nodes on one Postgres and one Redis, each of which breaks in every way there is while people write and listen at
 * both: nothing that was acknowledged is lost, nothing is doubled, and there is one order at both.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { amount } from "../support/amount.ts"
import { note } from "../support/figures.ts"
import { wholeRoom } from "../support/ledger.ts"
import { reach } from "../support/reach.ts"
import { hasPostgres } from "../support/topology/postgres.ts"
import { hasRedis } from "../support/topology/redis.ts"
import { doors, Refusal, rest, trpcOverHttp } from "../support/visitors.ts"
import { startCrowd } from "./cluster/crowd.ts"
import { type Ground, startGround } from "./cluster/ground.ts"
import { nodeFaults } from "./cluster/nodes.ts"
import { partitions } from "./cluster/partitions.ts"
import { postgresFaults } from "./cluster/postgres.ts"
import { redisFaults } from "./cluster/redis.ts"

const TIMEOUT_MS = 60_000
const RETRIES = amount(100, 500)
const faults = [...nodeFaults, ...postgresFaults, ...redisFaults, ...partitions]
const canStart = process.env.CI === "true" || (hasPostgres() && hasRedis())
const absence = canStart ? "" : " (skipped, because Postgres or Redis is not installed)"

describe.skipIf(!canStart)(`two nodes under load${absence}`, () => {
  let ground: Ground
  beforeAll(async () => {
    ground = await startGround()
  }, TIMEOUT_MS)
  afterAll(() => ground[Symbol.asyncDispose](), TIMEOUT_MS)

  for (const fault of faults) {
    const { name, times } = fault
    test(name, { timeout: times * TIMEOUT_MS }, async () => {
      await using crowd = await startCrowd(ground, fault)
      await crowd.acknowledged(1)
      for (let time = 0; time < times; time++) await fault.happen(ground, crowd, time)
      note(`two nodes: ${name}`, { times, ...(await crowd.settle()) })
    })
  }

  test(`sent through both nodes at once, ${RETRIES} times, a message is one message`, {
    timeout: TIMEOUT_MS,
  }, async () => {
    const servers = ground.nodes.map(({ url }) => reach(url))
    const founder = rest.visit(servers[0]!, "founder")
    const { id: roomId } = await founder.createRoom("retries")
    const visits = servers.map((server) => doors.map((door) => door.visit(server, "ann")))
    for (let n = 0; n < RETRIES; n++) {
      const message = { roomId, content: `word ${n}`, clientId: `${n}` }
      // Through one door at each node, and then through another.
      const sendings = visits.flatMap((doors, node) =>
        [0, 1].map((other) => doors[(n + node + other) % doors.length]!.send(message)),
      )
      const ids = (await Promise.all(sendings)).map(({ id, seq }) => `${id} ${seq}`)
      expect(new Set(ids).size).toBe(1)
    }
    expect(await wholeRoom(founder, roomId)).toHaveLength(RETRIES)
    for (const { leaveAll } of servers) await leaveAll()
  })

  test("of a hundred people who create one room at both nodes at once, one succeeds", async () => {
    const visits = Array.from({ length: 100 }, (_, n) => {
      const { url } = ground.nodes[n % 2]!
      return (n % 4 < 2 ? rest : trpcOverHttp).visit(reach(url), `ann ${n}`)
    })
    const created = await Promise.allSettled(visits.map((ann) => ann.createRoom("The Room")))
    const refused = created.flatMap((one) => (one.status === "rejected" ? [one.reason] : []))
    expect(refused).toHaveLength(99)
    const words = refused.map((reason) => reason instanceof Refusal && reason.word)
    expect(new Set(words)).toEqual(new Set([rest.words.taken, trpcOverHttp.words.taken]))
  })
})
