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

describe.each([trpcDialect, rawDialect])("over $name", ({ follow }) => {
  async function enter(app: TestApp, roomId: number, username: string) {
    const person = follow(app, { roomId, username })
    await person.hears("users_list")
    return person
  }

  test("a newcomer is told at once who is there at every node", async () => {
    await using cluster = await startTestCluster()
    const [here, there] = cluster.apps
    const roomId = await here.room()
    await enter(here, roomId, "Ann")
    const bo = await enter(there, roomId, "Bo")
    expect(bo.heard[0]).toEqual({ type: "join", username: "Bo" })
    expect(lastList(bo)).toEqual(["Ann", "Bo"])
  })

  test("people hear who joins and leaves at other nodes, each with a fresh list", async () => {
    await using cluster = await startTestCluster()
    const [here, there] = cluster.apps
    const roomId = await here.room()
    const ann = await enter(here, roomId, "Ann")
    const bo = await enter(there, roomId, "Bo")
    while ((await ann.hears("join")).username !== "Bo");
    await expect.poll(() => lastList(ann), PATIENCE).toEqual(["Ann", "Bo"])
    bo.leave()
    expect(await ann.hears("leave")).toMatchObject({ username: "Bo" })
    await expect.poll(() => lastList(ann), PATIENCE).toEqual(["Ann"])
  })

  test("somebody at two nodes is one person: in once, out once", async () => {
    await using cluster = await startTestCluster()
    const [here, there] = cluster.apps
    const roomId = await here.room()
    const bo = await enter(here, roomId, "Bo")
    const tab = await enter(here, roomId, "Ann")
    const otherTab = await enter(there, roomId, "ANN")
    expect(lastList(otherTab)).toEqual(["Ann", "Bo"])
    tab.leave()
    await enter(here, roomId, "Cy")
    otherTab.leave()
    await bo.hears("leave")
    expect(names(bo.all("join"))).toEqual(["Bo", "Ann", "Cy"])
    expect(names(bo.all("leave"))).toEqual(["Ann"])
  })

  test("somebody who goes from one node to the other is there in the end", async () => {
    await using cluster = await startTestCluster()
    const [here, there] = cluster.apps
    const roomId = await here.room()
    const bo = await enter(here, roomId, "Bo")
    const before = await enter(here, roomId, "Ann")
    const after = await enter(there, roomId, "Ann")
    before.leave()
    await enter(there, roomId, "Cy")
    await expect.poll(() => lastList(bo), PATIENCE).toEqual(["Ann", "Bo", "Cy"])
    expect(lastList(after)).toContain("Ann")
    expect(bo.all("leave")).toEqual([])
  })

  test("a whole crowd that was there before the other node listened is known there", async () => {
    await using cluster = await startTestCluster()
    const [here, there] = cluster.apps
    const roomId = await here.room()
    const crowd = Array.from({ length: 30 }, (_, n) => `guest ${n}`)
    await Promise.all(crowd.map((guest) => enter(here, roomId, guest)))
    const late = await enter(there, roomId, "late")
    expect(lastList(late)).toEqual([...crowd, "late"].toSorted())
  })

  test("coming and going that the bus loses is made good with the next that it does not", async () => {
    await using cluster = await startTestCluster()
    const [here, there] = cluster.apps
    const roomId = await here.room()
    const ann = await enter(here, roomId, "Ann")
    const bo = await enter(there, roomId, "Bo")
    cluster.wire.lose()
    bo.leave()
    await enter(there, roomId, "Cy")
    cluster.wire.calm()
    await enter(there, roomId, "Di")
    await expect.poll(() => lastList(ann), PATIENCE).toEqual(["Ann", "Cy", "Di"])
  })

  test("when the bus is back everybody knows who is there, and nobody was taken for gone", async () => {
    await using cluster = await startTestCluster()
    const [here, there] = cluster.apps
    const roomId = await here.room()
    const ann = await enter(here, roomId, "Ann")
    const bo = await enter(there, roomId, "Bo")
    await expect.poll(() => lastList(ann), PATIENCE).toEqual(["Ann", "Bo"])
    cluster.wire.goAway()
    await enter(there, roomId, "Cy")
    expect(ann.all("leave")).toEqual([])
    bo.leave()
    cluster.wire.comeBack()
    await expect.poll(() => lastList(ann), PATIENCE).toEqual(["Ann", "Cy"])
    expect(names(ann.all("leave"))).toEqual(["Bo"])
  })

  test("a node that stops takes its people along", async () => {
    await using cluster = await startTestCluster()
    const [here, there] = cluster.apps
    const roomId = await here.room()
    const ann = await enter(here, roomId, "Ann")
    await enter(there, roomId, "Bo")
    await expect.poll(() => lastList(ann), PATIENCE).toEqual(["Ann", "Bo"])
    await there.close()
    expect(await ann.hears("leave")).toMatchObject({ username: "Bo" })
  })

  test("typing is told at the other node, and ends with the message", async () => {
    await using cluster = await startTestCluster()
    const [here, there] = cluster.apps
    const roomId = await here.room()
    const ann = await enter(here, roomId, "Ann")
    const bo = await enter(there, roomId, "Bo")
    await ann.types(true)
    expect(await bo.hears("typing")).toEqual({ type: "typing", username: "Ann", isTyping: true })
    await ann.say("done")
    expect(await bo.hears("typing")).toMatchObject({ isTyping: false })
    await bo.hears("message")
    expect(bo.all("typing")).toHaveLength(2)
    expect(ann.all("typing")).toEqual([])
  })

  test("typing whose end the bus lost ends by itself", async () => {
    await using cluster = await startTestCluster()
    const [here, there] = cluster.apps
    const roomId = await here.room()
    const ann = await enter(here, roomId, "Ann")
    const bo = await enter(there, roomId, "Bo")
    await ann.types(true)
    await bo.hears("typing")
    cluster.wire.lose()
    await ann.types(false)
    await expect.poll(() => bo.all("typing").at(-1)?.isTyping, { timeout: 8_000 }).toBe(false)
  })
})

test("typing is told at other nodes where nobody reads at this one", async () => {
  await using cluster = await startTestCluster()
  const [here, there] = cluster.apps
  const roomId = await here.room()
  const bo = rawDialect.follow(there, { roomId, username: "Bo" })
  await bo.hears("users_list")
  await here.client("Ann").typing.set.mutate({ roomId, isTyping: true })
  expect(await bo.hears("typing")).toMatchObject({ username: "Ann", isTyping: true })
})
