/** The list of rooms, and what happens in them, for people at different nodes. */
import { expect, test } from "vitest"
import type { ActivityEvent, RoomsEvent } from "../../src/shared/events.ts"
import type { TestApp } from "../support/app.ts"
import { startTestCluster } from "../support/cluster.ts"
import { createEar } from "../support/ear.ts"

const PATIENCE = { timeout: 8_000 }

/** Somebody who watches the list from now on. */
async function watch(app: TestApp) {
  const client = app.client("Ann")
  const rooms = createEar<RoomsEvent>()
  const activity = createEar<ActivityEvent>()
  const started = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
  client.onRoomsChanged.subscribe(undefined, {
    onStarted: () => started[0].resolve(),
    onData: rooms.hear,
  })
  client.onActivity.subscribe(undefined, {
    onStarted: () => started[1].resolve(),
    onData: activity.hear,
  })
  await Promise.all(started.map(({ promise }) => promise))
  const standing = (roomId: number) =>
    activity.heard.flatMap(({ rooms }) => rooms).findLast((room) => room.roomId === roomId)
  return { rooms, standing }
}

const send = (app: TestApp, roomId: number, content: string) =>
  app.rest.post(`/api/chat/rooms/${roomId}/messages`, { username: "Zoe", content })

test("rooms created and deleted at one node are told at the other", async () => {
  await using cluster = await startTestCluster()
  const [here, there] = cluster.apps
  const ann = await watch(there)
  const roomId = await here.room("attic")
  expect(await ann.rooms.next("room_created")).toMatchObject({
    room: { id: roomId, name: "attic" },
  })
  await here.rest.delete(`/api/chat/rooms/${roomId}`)
  expect(await ann.rooms.next("room_deleted")).toMatchObject({ roomId })
  expect(ann.rooms.heard).toHaveLength(2)
})

test("what became of the list while the bus lost everything is told when it is back, once", async () => {
  await using cluster = await startTestCluster()
  const [here, there] = cluster.apps
  const old = await here.room("old")
  const stays = await here.room("stays")
  const ann = await watch(there)
  cluster.wire.lose()
  const fresh = await here.room("fresh")
  await here.rest.delete(`/api/chat/rooms/${old}`)
  cluster.wire.calm()
  cluster.wire.comeBack()
  await ann.rooms.next("room_deleted")
  expect(ann.rooms.heard).toMatchObject([
    { type: "room_created", room: { id: fresh } },
    { type: "room_deleted", roomId: old },
  ])
  await here.rest.delete(`/api/chat/rooms/${stays}`)
  expect(await ann.rooms.next("room_deleted")).toMatchObject({ roomId: stays })
})

test("while the bus is away the list and where rooms stand are told all the same", async () => {
  await using cluster = await startTestCluster()
  const [here, there] = cluster.apps
  const ann = await watch(there)
  cluster.wire.goAway()
  const roomId = await here.room("attic")
  await send(here, roomId, "hello")
  await expect.poll(() => ann.rooms.heard.length, PATIENCE).toBe(1)
  await expect.poll(() => ann.standing(roomId), PATIENCE).toMatchObject({ seq: 1 })
})

test("what is said at one node is told to those who watch at the other, once a second", async () => {
  await using cluster = await startTestCluster()
  const [here, there] = cluster.apps
  const roomId = await here.room()
  const ann = await watch(there)
  for (let n = 1; n <= 20; n++) await send(here, roomId, `${n}`)
  await expect.poll(() => ann.standing(roomId)?.seq, PATIENCE).toBe(20)
  expect(ann.standing(roomId)?.last).toMatchObject({ username: "Zoe", content: "20" })
})
