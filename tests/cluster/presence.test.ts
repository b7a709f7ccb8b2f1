/** Who is in a room and who is typing there, for people at different nodes. */
import { describe, expect, test } from "vitest"
import type { TestApp } from "../support/app.ts"
import { startTestCluster } from "../support/cluster.ts"
import { type Dialect, rawDialect, trpcDialect } from "../support/followers.ts"

type Follower = ReturnType<Dialect["follow"]>

const lastList = ({ all }: Follower) => all("users_list").at(-1)?.users.toSorted()
/** Lists are told once a second at most. */
const PATIENCE = { timeout: 4_000 }
const names = (events: { username: string }[]) => events.map(({ username }) => username)

/** A room that people enter `here` or `there`, which are different nodes. */
async function startRoom({ follow }: Dialect) {
  const cluster = await startTestCluster()
  const [here, there] = cluster.apps
  const roomId = await here.room()
  const entrance = (app: TestApp) => async (username: string) => {
    const person = follow(app, { roomId, username })
    await person.hears("users_list")
    return person
  }
  return { ...cluster, here, there, roomId, enterHere: entrance(here), enterThere: entrance(there) }
}

describe.each([trpcDialect, rawDialect])("over $name", (dialect) => {
  test("a newcomer is told at once who is there at every node", async () => {
    await using room = await startRoom(dialect)
    await room.enterHere("Ann")
    const bo = await room.enterThere("Bo")
    expect(bo.heard[0]).toEqual({ type: "join", username: "Bo" })
    expect(lastList(bo)).toEqual(["Ann", "Bo"])
  })

  test("people hear who joins and leaves at other nodes, each with a fresh list", async () => {
    await using room = await startRoom(dialect)
    const ann = await room.enterHere("Ann")
    const bo = await room.enterThere("Bo")
    while ((await ann.hears("join")).username !== "Bo");
    await expect.poll(() => lastList(ann), PATIENCE).toEqual(["Ann", "Bo"])
    bo.leave()
    expect(await ann.hears("leave")).toMatchObject({ username: "Bo" })
    await expect.poll(() => lastList(ann), PATIENCE).toEqual(["Ann"])
  })

  test("somebody at two nodes is one person: in once, out once", async () => {
    await using room = await startRoom(dialect)
    const bo = await room.enterHere("Bo")
    const tab = await room.enterHere("Ann")
    const otherTab = await room.enterThere("ANN")
    expect(lastList(otherTab)).toEqual(["Ann", "Bo"])
    tab.leave()
    await room.enterHere("Cy")
    otherTab.leave()
    await bo.hears("leave")
    expect(names(bo.all("join"))).toEqual(["Bo", "Ann", "Cy"])
    expect(names(bo.all("leave"))).toEqual(["Ann"])
  })

  test("somebody who goes from one node to the other is there in the end", async () => {
    await using room = await startRoom(dialect)
    const bo = await room.enterHere("Bo")
    const before = await room.enterHere("Ann")
    const after = await room.enterThere("Ann")
    before.leave()
    await room.enterThere("Cy")
    await expect.poll(() => lastList(bo), PATIENCE).toEqual(["Ann", "Bo", "Cy"])
    expect(lastList(after)).toContain("Ann")
    expect(bo.all("leave")).toEqual([])
  })

  test("a whole crowd that was there before the other node listened is known there", async () => {
    await using room = await startRoom(dialect)
    const crowd = Array.from({ length: 30 }, (_, n) => `guest ${n}`)
    await Promise.all(crowd.map(room.enterHere))
    const late = await room.enterThere("late")
    expect(lastList(late)).toEqual([...crowd, "late"].toSorted())
  })

  test("coming and going that the bus loses is made good with the next that it does not", async () => {
    await using room = await startRoom(dialect)
    const ann = await room.enterHere("Ann")
    const bo = await room.enterThere("Bo")
    room.wire.lose()
    bo.leave()
    await room.enterThere("Cy")
    room.wire.calm()
    await room.enterThere("Di")
    await expect.poll(() => lastList(ann), PATIENCE).toEqual(["Ann", "Cy", "Di"])
  })

  test("when the bus is back everybody knows who is there, and nobody was taken for gone", async () => {
    await using room = await startRoom(dialect)
    const ann = await room.enterHere("Ann")
    const bo = await room.enterThere("Bo")
    await expect.poll(() => lastList(ann), PATIENCE).toEqual(["Ann", "Bo"])
    room.wire.goAway()
    await room.enterThere("Cy")
    expect(ann.all("leave")).toEqual([])
    bo.leave()
    room.wire.comeBack()
    await expect.poll(() => lastList(ann), PATIENCE).toEqual(["Ann", "Cy"])
    expect(names(ann.all("leave"))).toEqual(["Bo"])
  })

  test("a node that stops takes its people along", async () => {
    await using room = await startRoom(dialect)
    const ann = await room.enterHere("Ann")
    await room.enterThere("Bo")
    await expect.poll(() => lastList(ann), PATIENCE).toEqual(["Ann", "Bo"])
    await room.there.close()
    expect(await ann.hears("leave")).toMatchObject({ username: "Bo" })
  })

  test("typing is told at the other node, and ends with the message", async () => {
    await using room = await startRoom(dialect)
    const ann = await room.enterHere("Ann")
    const bo = await room.enterThere("Bo")
    await ann.types(true)
    expect(await bo.hears("typing")).toEqual({ type: "typing", username: "Ann", isTyping: true })
    await ann.say("done")
    expect(await bo.hears("typing")).toMatchObject({ isTyping: false })
    await bo.hears("message")
    expect(bo.all("typing")).toHaveLength(2)
    expect(ann.all("typing")).toEqual([])
  })

  test("typing whose end the bus lost ends by itself", async () => {
    await using room = await startRoom(dialect)
    const ann = await room.enterHere("Ann")
    const bo = await room.enterThere("Bo")
    await ann.types(true)
    await bo.hears("typing")
    room.wire.lose()
    await ann.types(false)
    await expect.poll(() => bo.all("typing").at(-1)?.isTyping, { timeout: 8_000 }).toBe(false)
  })
})

test("typing is told at other nodes where nobody reads at this one", async () => {
  await using room = await startRoom(rawDialect)
  const bo = await room.enterThere("Bo")
  await room.here.client("Ann").typing.set.mutate({ roomId: room.roomId, isTyping: true })
  expect(await bo.hears("typing")).toMatchObject({ username: "Ann", isTyping: true })
})
