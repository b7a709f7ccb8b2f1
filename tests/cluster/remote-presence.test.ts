/** What nodes know of each other's people when one of them falls silent. */
import { setImmediate as turn } from "node:timers/promises"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { visitor } from "../../src/server/identity/person.ts"
import { Presence } from "../../src/server/live/presence.ts"
import { createBusCodec } from "../../src/server/nodes/bus-codec.ts"
import {
  busTopics,
  type PresenceNodeEvent,
  RoomNodeEvent,
} from "../../src/server/nodes/node-events.ts"
import { RemotePresence } from "../../src/server/nodes/remote-presence.ts"
import { createMemoryWire } from "../support/memory-bus.ts"

const ROOM = 1
const MINUTE_MS = 60_000

beforeEach(() => {
  const toFake = ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"]
  vi.useFakeTimers({ toFake } as object)
})
afterEach(() => vi.useRealTimers())

/** A node that is in the room from now on. */
function startNode(wire: ReturnType<typeof createMemoryWire>) {
  const bus = wire.bus()
  const codec = createBusCodec({ bus, log: { warn: (about) => expect(about).toBeUndefined() } })
  const told: string[] = []
  const presence = new Presence(
    (_, event) => {
      if (event.type === "join" || event.type === "leave")
        told.push(`${event.type} ${event.username}`)
    },
    (...change) => remote.record(...change),
  )
  const remote = new RemotePresence({ bus, codec, presence })
  remote.subscribe(ROOM)
  const deafen = codec.subscribe(busTopics.room(ROOM), RoomNodeEvent, {
    receive: (event, from) => remote.receive(ROOM, from, event as PresenceNodeEvent),
    onSubscribed: () => remote.exchange(ROOM),
  })

  return {
    told,
    users: () => presence.usersList(ROOM).users.toSorted(),
    /** The answer leaves. */
    enter(name: string) {
      const connection = { seenAt: () => performance.now() }
      presence.join(ROOM, visitor(name), connection)
      return () => presence.leave(ROOM, visitor(name), connection)
    },
    dies() {
      deafen()
      remote.close()
      presence.close()
    },
  }
}

async function pass(ms: number) {
  for (let passed = 0; passed < ms; passed += 1_000) {
    vi.advanceTimersByTime(1_000)
    await turn()
    await turn()
  }
}

async function startNodes(count: number) {
  const wire = createMemoryWire()
  const nodes = Array.from({ length: count }, () => startNode(wire))
  await pass(1_000)
  return { wire, nodes }
}

test("the people of a node that dies have left within a minute, those of others stay", async () => {
  const { nodes } = await startNodes(3)
  const [ann, bo, cy] = nodes
  ann!.enter("Ann")
  bo!.enter("Bo")
  cy!.enter("Cy")
  await pass(2_000)
  expect(ann!.users()).toEqual(["Ann", "Bo", "Cy"])
  bo!.dies()
  await pass(MINUTE_MS)
  expect(ann!.users()).toEqual(["Ann", "Cy"])
  expect(ann!.told).toEqual(["join Ann", "join Bo", "join Cy", "leave Bo"])
  await pass(5 * MINUTE_MS)
  expect(ann!.users()).toEqual(["Ann", "Cy"])
  for (const node of [ann!, cy!]) node.dies()
})

test("nobody is taken for gone because the bus is away", async () => {
  const { wire, nodes } = await startNodes(2)
  const [ann, bo] = nodes
  ann!.enter("Ann")
  bo!.enter("Bo")
  await pass(2_000)
  wire.goAway()
  await pass(5 * MINUTE_MS)
  expect(ann!.users()).toEqual(["Ann", "Bo"])
  wire.comeBack()
  await pass(2 * MINUTE_MS)
  expect(ann!.told).toEqual(["join Ann", "join Bo"])
  for (const node of nodes) node.dies()
})

test("a change that nobody else was told is known with the next sign of life", async () => {
  const { wire, nodes } = await startNodes(2)
  const [ann, bo] = nodes
  ann!.enter("Ann")
  await pass(1_000)
  wire.lose()
  bo!.enter("Bo")
  await pass(1_000)
  expect(ann!.users()).toEqual(["Ann"])
  wire.calm()
  await pass(20_000)
  expect(ann!.users()).toEqual(["Ann", "Bo"])
  for (const node of nodes) node.dies()
})

test("news that come twice and turned round lead to the same list", async () => {
  const { wire, nodes } = await startNodes(2)
  const [ann, bo] = nodes
  wire.hold()
  for (const name of ["Bo", "Cy", "Di"]) bo!.enter(name)
  await pass(1_000)
  wire.releaseBackwards()
  await pass(2_000)
  expect(ann!.users()).toEqual(["Bo", "Cy", "Di"])
  expect(ann!.told.toSorted()).toEqual(["join Bo", "join Cy", "join Di"])
  for (const node of nodes) node.dies()
})

test("a roll that comes late does not bring back who has gone since", async () => {
  const { wire, nodes } = await startNodes(2)
  const [ann, bo] = nodes
  wire.hold()
  const leave = bo!.enter("Bo")
  wire.comeBack()
  await pass(1_000)
  wire.calm()
  leave()
  await pass(3_000)
  wire.releaseBackwards()
  await pass(2_000)
  expect(ann!.users()).toEqual([])
  expect(ann!.told).toEqual([])
  for (const node of nodes) node.dies()
})
