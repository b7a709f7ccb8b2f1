/** What is said at one node is heard at the other, in one order, whatever becomes of the bus between them. */
import { describe, expect, test } from "vitest"
import type { TestApp } from "../support/app.ts"
import { startTestCluster } from "../support/cluster.ts"
import { type Dialect, rawDialect, trpcDialect } from "../support/followers.ts"
import { doors } from "../support/visitors.ts"

const heard = ({ all }: ReturnType<Dialect["follow"]>) =>
  all("message").map(({ content }) => content)

async function enter({ follow }: Dialect, app: TestApp, roomId: number) {
  const person = follow(app, { roomId, username: "Ann" })
  await person.hears("users_list")
  return person
}

const speaker = (app: TestApp) => doors[0]!.visit(app, "Zoe")

/** Says `contents` at one node, in this order. */
async function speak(app: TestApp, roomId: number, ...contents: string[]) {
  for (const content of contents)
    await speaker(app).send({ roomId, content, clientId: crypto.randomUUID() })
}

/** A room that Ann has entered `there`, and in which the other node, `here`, speaks. */
async function startRoom(dialect: Dialect) {
  const cluster = await startTestCluster()
  const [here, there] = cluster.apps
  const roomId = await here.room()
  const ann = await enter(dialect, there, roomId)
  const said = (...contents: string[]) => speak(here, roomId, ...contents)
  return { ...cluster, here, there, roomId, ann, speak: said }
}

describe.each([trpcDialect, rawDialect])("over $name", (dialect) => {
  test.each(doors)("what is said through $name at one node is heard at the other", async (door) => {
    await using room = await startRoom(dialect)
    const { ann } = room
    const bo = door.visit(room.here, "Bo")
    await bo.send({ roomId: room.roomId, content: "hello", clientId: "c1" })
    expect(await ann.hears("message")).toMatchObject({ username: "Bo", content: "hello", seq: 1 })
  })

  test("everybody hears one order, at whichever node they are and whoever speaks", async () => {
    await using cluster = await startTestCluster()
    const roomId = await cluster.apps[0].room()
    const people = await Promise.all(cluster.apps.map((app) => enter(dialect, app, roomId)))
    await Promise.all(
      Array.from({ length: 60 }, (_, n) => speak(cluster.apps[n % 2]!, roomId, `${n}`)),
    )
    for (const person of people) while ((await person.hears("message")).seq < 60);
    const [one, other] = people.map(heard)
    expect(one).toHaveLength(60)
    expect(other).toEqual(one)
  })

  test("what the bus loses is read from the log before the next is told", async () => {
    await using room = await startRoom(dialect)
    const { ann } = room
    room.wire.lose((text) => text.includes("lost"))
    await room.speak("first", "lost 1", "lost 2", "last")
    while ((await ann.hears("message")).content !== "last");
    expect(heard(ann)).toEqual(["first", "lost 1", "lost 2", "last"])
  })

  test("what the bus turns round and repeats is told once, in its order", async () => {
    await using room = await startRoom(dialect)
    const { ann } = room
    room.wire.hold()
    await room.speak("1", "2", "3", "4")
    room.wire.releaseBackwards()
    await room.speak("5")
    while ((await ann.hears("message")).content !== "5");
    expect(heard(ann)).toEqual(["1", "2", "3", "4", "5"])
  })

  test("while the bus is away messages go on, and again when it is back", async () => {
    await using room = await startRoom(dialect)
    const { ann } = room
    room.wire.goAway()
    await room.speak("alone", "and on")
    while ((await ann.hears("message")).content !== "and on");
    room.wire.comeBack()
    await room.speak("together")
    await ann.hears("message")
    expect(heard(ann)).toEqual(["alone", "and on", "together"])
  })

  test("what was said while nobody was told is told as soon as the bus is back", async () => {
    await using room = await startRoom(dialect)
    const { ann } = room
    room.wire.lose()
    await room.speak("unheard")
    const asked = performance.now()
    room.wire.comeBack()
    await ann.hears("message")
    expect(performance.now() - asked).toBeLessThan(500)
  })

  test("who changes the node goes on where they were", async () => {
    await using cluster = await startTestCluster()
    const [here, there] = cluster.apps
    const roomId = await here.room()
    const before = await enter(dialect, there, roomId)
    await speak(here, roomId, "1", "2")
    while ((await before.hears("message")).seq < 2);
    before.leave()
    await speak(there, roomId, "3")
    const after = dialect.follow(here, { roomId, username: "Ann", after: 2 })
    await after.hears("message")
    await speak(there, roomId, "4")
    await after.hears("message")
    expect(heard(after)).toEqual(["3", "4"])
  })

  test("a room deleted at one node is over at the other within a second", async () => {
    await using room = await startRoom(dialect)
    const { ann } = room
    const asked = performance.now()
    await room.here.rest.delete(`/api/chat/rooms/${room.roomId}`)
    expect(await ann.hears("room_deleted")).toEqual({ type: "room_deleted", roomId: room.roomId })
    await ann.over
    expect(performance.now() - asked).toBeLessThan(1_000)
  })

  test("a room deleted while the bus is away is over all the same", async () => {
    await using room = await startRoom(dialect)
    const { ann } = room
    room.wire.goAway()
    await room.here.rest.delete(`/api/chat/rooms/${room.roomId}`)
    await ann.hears("room_deleted")
    await ann.over
  })
})

test("the raw socket says why it closes when its room is deleted elsewhere", async () => {
  await using cluster = await startTestCluster()
  const [here, there] = cluster.apps
  const roomId = await here.room()
  const ann = there.raw(roomId, { username: "Ann" })
  await ann.hears("users_list")
  await here.rest.delete(`/api/chat/rooms/${roomId}`)
  expect(await ann.closed).toBe(4004)
})

test("the same client id at two nodes at once is one message", async () => {
  await using room = await startRoom(rawDialect)
  const { ann } = room
  const message = { roomId: room.roomId, content: "once", clientId: "c1" }
  const sent = await Promise.all(room.apps.map((app) => speaker(app).send(message)))
  expect(sent[0]).toEqual(sent[1])
  await room.speak("next")
  while ((await ann.hears("message")).content !== "next");
  expect(heard(ann)).toEqual(["once", "next"])
})

test("a node listens only for rooms that somebody reads there", async () => {
  await using cluster = await startTestCluster()
  const [here, there] = cluster.apps
  const [lobby, attic] = [await here.room("lobby"), await here.room("attic")]
  await enter(rawDialect, there, lobby)
  await speak(here, attic, "nobody here")
  const rooms = cluster.wire.topics().filter((topic) => topic.startsWith("room:"))
  expect(rooms).toEqual([`room:${lobby}`])
  await here.rest.delete(`/api/chat/rooms/${lobby}`)
  await expect.poll(() => cluster.wire.topics()).not.toContain(`room:${lobby}`)
})

test("what cannot be read on the bus is dropped, and the next is heard", async () => {
  await using room = await startRoom(rawDialect)
  const { ann } = room
  const unreadable = ["", "{", "null", '{"from":"x"}', '{"from":"x","news":{"type":"dance"}}']
  for (const text of unreadable) room.wire.inject(`room:${room.roomId}`, text)
  await room.speak("hello")
  expect(await ann.hears("message")).toMatchObject({ content: "hello" })
  expect(room.complaints).toHaveLength(unreadable.length)
})
