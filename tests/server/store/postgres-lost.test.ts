/** Connections to Postgres that break, stop or are ended: at the worst moments, and under load. */
import { expect, test } from "vitest"
import { startCuttingProxy } from "../../support/cutting-proxy.ts"
import { postgres, temporarySchema } from "../../support/postgres.ts"
import { codeOf, openTestStore } from "../../support/test-store.ts"

const PATIENCE_MS = 5_000
/** The whole statement on the wire, unlike the word in READ COMMITTED. */
const COMMIT = "COMMIT\0"

/** A store whose way to its database can be broken. */
async function brittleStore() {
  await using making = new AsyncDisposableStack()
  const schema = making.use(await temporarySchema())
  const network = making.use(await startCuttingProxy(() => schema.url))
  const store = making.use(await openTestStore(schema.urlThrough(network.url)))
  const stack = making.move()
  return { schema, network, store, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

const times = <T>(count: number, make: (n: number) => T) =>
  Array.from({ length: count }, (_, n) => make(n))

postgres.describe("Postgres lost and found", () => {
  test.each([
    ["before it is told to commit", "cut", null],
    ["before it is told to commit", "cut", "c1"],
    ["before it says that it committed", "cut once answered", null],
    ["before it says that it committed", "cut once answered", "c1"],
  ] as const)(
    "a message is stored once when Postgres is lost %s (%s, client id %s)",
    async (_, fate, clientId) => {
      await using brittle = await brittleStore()
      const { store, network } = brittle
      const roomId = await store.newRoom("lobby")
      const cut = network.when(COMMIT, fate)
      const said = await Promise.all([
        store.say(roomId, "hi", { clientId }),
        store.say(roomId, "hi"),
      ])
      await cut
      expect(said.map(({ seq }) => seq)).toEqual([1, 2])
      expect(await store.history({ roomId, limit: 10 })).toEqual(said)
      expect(await store.say(roomId, "hi", { clientId: "c2" })).toMatchObject({ seq: 3 })
    },
  )

  test("what others commit meanwhile does not make a lost message look stored", async () => {
    await using brittle = await brittleStore()
    const { store, network, schema } = brittle
    await using other = await openTestStore(schema.url)
    const roomId = await store.newRoom("lobby")
    const cut = network.when(COMMIT, "cut")
    const said = store.say(roomId, "hi")
    await cut
    await Promise.all(times(20, () => other.say(roomId, "hi")))
    const { id } = await said
    const log = await other.history({ roomId, limit: 100 })
    expect(log).toHaveLength(21)
    expect(log.map((message) => message.id)).toContain(id)
  })

  test("an administrator who ends all connections under load loses and doubles nothing", async () => {
    await using brittle = await brittleStore()
    const { store, schema } = brittle
    const roomId = await store.newRoom("lobby")
    let stopped = false
    const acknowledged: string[] = []
    const write = async (writer: number) => {
      for (let n = 0; !stopped; n++)
        acknowledged.push((await store.say(roomId, `writer ${writer} ${n}`)).content)
    }
    const writers = times(20, write)
    for (const _ of times(5, String)) {
      const soFar = acknowledged.length
      await expect.poll(() => acknowledged.length).toBeGreaterThan(soFar + 40)
      expect((await schema.endConnections()).length).toBeGreaterThan(0)
    }
    stopped = true
    await Promise.all(writers)
    const texts = await store.texts(roomId)
    expect(texts.toSorted()).toEqual(acknowledged.toSorted())
    const { events } = await store.after(roomId, 0, 100_000)
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1))
  })

  test("whoever only reads does not notice that connections were ended", async () => {
    await using brittle = await brittleStore()
    const { store, schema } = brittle
    const roomId = await store.newRoom("lobby")
    await store.say(roomId, "hi")
    for (const _ of times(5, String)) {
      await schema.endConnections()
      expect(await store.texts(roomId)).toEqual(["hi"])
      expect(await store.heads([roomId])).toEqual([{ roomId, seq: 1 }])
    }
  })

  test("a Postgres that stands still is a refusal in time, and service when it goes on", async () => {
    await using brittle = await brittleStore()
    const { store, network } = brittle
    const roomId = await store.newRoom("lobby")
    await store.say(roomId, "before")
    network.freeze()
    const asked = performance.now()
    const refused = [
      ...times(50, (n) => store.say(roomId, `frozen ${n}`, { clientId: `${n}` })),
      ...times(20, () => store.texts(roomId)),
      ...times(5, (n) => store.newRoom(`frozen ${n}`)),
      store.deleteRoom(roomId),
      store.after(roomId, 0),
    ]
    expect(new Set(await Promise.all(refused.map(codeOf)))).toEqual(new Set(["STORE_UNAVAILABLE"]))
    expect(performance.now() - asked).toBeLessThan(PATIENCE_MS + 1_500)

    network.thaw()
    await expect
      .poll(() => codeOf(store.say(roomId, "after")), { timeout: 10_000 })
      .toBe("not refused")
    const retried = await store.say(roomId, "frozen 7", { clientId: "7" })
    const texts = await store.texts(roomId)
    expect(texts.filter((text) => text.startsWith("frozen"))).toEqual([retried.content])
    expect(texts.slice(0, 1)).toEqual(["before"])
  }, 30_000)

  test("a message asked while Postgres cannot be reached is stored when it is back in time", async () => {
    await using brittle = await brittleStore()
    const { store, network } = brittle
    const roomId = await store.newRoom("lobby")
    const turnedAway = network.shut(2)
    const said = store.say(roomId, "hello?")
    await turnedAway
    network.reopen()
    expect(await said).toMatchObject({ seq: 1 })
  })

  test("a store is closed in time, whether Postgres answers or not", async () => {
    await using brittle = await brittleStore()
    const { store, network } = brittle
    const roomId = await store.newRoom("lobby")
    await Promise.all([store.say(roomId, "hi"), store.texts(roomId)])
    network.freeze()
    const last = codeOf(store.say(roomId, "bye"))
    const asked = performance.now()
    await store.close()
    expect(await last).toBe("STORE_UNAVAILABLE")
    expect(performance.now() - asked).toBeLessThan(2 * PATIENCE_MS)
  }, 30_000)
})
