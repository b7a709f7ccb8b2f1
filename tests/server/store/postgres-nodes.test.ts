/** Several nodes on one database: each test opens two stores on it, as two programs would. */
import { expect, test } from "vitest"
import { append } from "../../../src/server/store/postgres/append.ts"
import { settingsOf } from "../../../src/server/store/postgres/connection.ts"
import { createSession } from "../../../src/server/store/postgres/session.ts"
import { postgres, temporarySchema } from "../../support/postgres.ts"
import { codeOf, draft, openTestStore, type TestStore } from "../../support/test-store.ts"

async function twoNodes() {
  await using making = new AsyncDisposableStack()
  const schema = making.use(await temporarySchema())
  const one = making.use(await openTestStore(schema.url))
  const two = making.use(await openTestStore(schema.url))
  const stack = making.move()
  return { schema, one, two, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

const times = <T>(count: number, make: (n: number) => T) =>
  Array.from({ length: count }, (_, n) => make(n))

postgres.describe("Postgres with several nodes", () => {
  test("one message sent through both at once is stored once", async () => {
    await using nodes = await twoNodes()
    const { one, two } = nodes
    const roomId = await one.newRoom("lobby")
    for (const n of times(20, String)) {
      const sent = [one, two].map((node) => node.say(roomId, `hi ${n}`, { clientId: n }))
      const [first, second] = await Promise.all(sent)
      expect(first).toEqual(second)
    }
    expect(await two.texts(roomId)).toEqual(times(20, (n) => `hi ${n}`))
  })

  test("of a hundred who create one room at once, through both, one succeeds", async () => {
    await using nodes = await twoNodes()
    const { one, two } = nodes
    const asked = times(100, (n) => codeOf((n % 2 ? one : two).newRoom("Lobby")))
    const outcomes = Map.groupBy(await Promise.all(asked), (outcome) => outcome)
    expect(outcomes.get("not refused")).toHaveLength(1)
    expect(outcomes.get("ROOM_NAME_TAKEN")).toHaveLength(99)
  })

  test("two nodes that create rooms at once never have more than there may be", async () => {
    await using nodes = await twoNodes()
    const { one, two } = nodes
    for (const roomsMax of times(30, (n) => n + 1)) {
      const asked = [one, two].map((node, at) =>
        codeOf(node.newRoom(`${roomsMax} ${at}`, roomsMax)),
      )
      expect((await Promise.all(asked)).toSorted()).toEqual(["ROOMS_FULL", "not refused"])
    }
    expect(await one.rooms({ after: 0, limit: 100 })).toHaveLength(30)
  })

  test("a room that both write to has one order without gaps, in which time does not go back", async () => {
    await using nodes = await twoNodes()
    const { one, two } = nodes
    const roomId = await one.newRoom("hot")
    const write = async (node: TestStore, writer: string) => {
      const acknowledged: number[] = []
      for (const n of times(40, String))
        acknowledged.push((await node.say(roomId, `${writer} ${n}`)).seq)
      return acknowledged
    }
    const writers = times(10, (n) => write(n % 2 ? one : two, `writer ${n}`))
    for (const seqs of await Promise.all(writers))
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))

    const { events } = await one.after(roomId, 0)
    expect(events.map(({ seq }) => seq)).toEqual(times(400, (n) => n + 1))
    expect((await two.after(roomId, 0)).events).toEqual(events)
    expect(await two.history({ roomId, limit: 400 })).toMatchObject(
      events.map(({ id }) => ({ id })),
    )
    const at = events.map(({ timestamp }) => timestamp)
    expect(at).toEqual(at.toSorted())
  })

  test("a message is no earlier than the one before where the clock of the database was set back by a little", async () => {
    await using nodes = await twoNodes()
    const { schema, one, two } = nodes
    const roomId = await one.newRoom("lobby")
    const [{ at }] = (await schema.run(
      `UPDATE rooms SET last_at = date_trunc('milliseconds', now()) + interval '900 milliseconds'
       RETURNING last_at AS at`,
    )) as [{ at: Date }]
    for (const node of [one, two])
      expect(Date.parse((await node.say(roomId, "hi")).timestamp)).toBeGreaterThanOrEqual(
        Number(at),
      )
  })

  test("a room deleted while others write to it is gone, and leaves nothing behind", async () => {
    await using nodes = await twoNodes()
    const { schema, one, two } = nodes
    const roomId = await one.newRoom("doomed")
    const write = async (node: TestStore) => {
      for (;;) {
        const outcome = await codeOf(node.say(roomId, "still here"))
        if (outcome !== "not refused") return outcome
      }
    }
    const writers = times(10, (n) => write(n % 2 ? one : two))
    await two.deleteRoom(roomId)
    expect(new Set(await Promise.all(writers))).toEqual(new Set(["ROOM_NOT_FOUND"]))
    expect(await codeOf(one.texts(roomId))).toBe("ROOM_NOT_FOUND")
    // What a node that is closed has not taken away yet, the next one does.
    await two.close()
    await using later = await openTestStore(schema.url)
    expect(await codeOf(later.texts(roomId))).toBe("ROOM_NOT_FOUND")
    const left =
      "SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM room_events) AS left"
    await expect.poll(() => schema.run(left)).toEqual([{ left: "0" }])
  })

  test("of nodes that find an empty database at once, one makes its tables and all use them", async () => {
    await using schema = await temporarySchema()
    const stores = await Promise.all(times(4, () => openTestStore(schema.url)))
    expect(new Set(stores.map(({ epoch }) => epoch)).size).toBe(1)
    const migrations = "SELECT count(*) = max(version) AS once FROM confab_migrations"
    expect(await schema.run(migrations)).toEqual([{ once: true }])
    for (const store of stores) await store.close()
  })

  test("a node that froze in the middle of a message does not hold up the others for long", async () => {
    await using nodes = await twoNodes()
    const { schema, one } = nodes
    const roomId = await one.newRoom("lobby")
    const frozen = createSession(settingsOf(schema.url))
    await append(await frozen.client(), [draft(roomId, "I was about to")])
    expect(await one.say(roomId, "anybody?")).toMatchObject({ seq: 1 })
    await frozen.end()
    expect(await one.texts(roomId)).toEqual(["anybody?"])
  })
})
