import { expect, test } from "vitest"
import type { StorePlace } from "../../support/store-place.ts"
import { startStoreProcess } from "../../support/store-process.ts"
import { codeOf, openTestStore } from "../../support/test-store.ts"

export function survivesRestarts(makePlace: () => Promise<StorePlace>) {
  test("after a restart everything is as it was", async () => {
    await using place = await makePlace()
    const { url } = place
    const first = await openTestStore(url)
    const roomId = await first.newRoom("lobby")
    for (const text of ["a\r\n", "👩‍👩‍👧‍👦", "e\u0301"])
      await first.say(roomId, text, { clientId: text })
    const before = await everythingOf(first, roomId)
    await first.close()

    await using second = await openTestStore(url)
    expect(await everythingOf(second, roomId)).toEqual(before)
    expect((await second.say(roomId, "next")).seq).toBe(4)
  })

  test("a retry after a restart is the stored message", async () => {
    await using place = await makePlace()
    const { url } = place
    const first = await openTestStore(url)
    const roomId = await first.newRoom("lobby")
    const message = await first.say(roomId, "hi", { clientId: "c1" })
    await first.close()

    await using second = await openTestStore(url)
    expect(await second.say(roomId, "hi", { clientId: "c1" })).toEqual(message)
    expect(await codeOf(second.say(roomId, "ho", { clientId: "c1" }))).toBe("CLIENT_ID_CONFLICT")
    expect(await codeOf(second.newRoom("LOBBY"))).toBe("ROOM_NAME_TAKEN")
  })

  test("ids are not given again after a restart", async () => {
    await using place = await makePlace()
    const { url } = place
    const first = await openTestStore(url)
    const gone = await first.newRoom("lobby")
    const last = await first.say(gone, "bye")
    await first.deleteRoom(gone)
    await first.close()

    await using second = await openTestStore(url)
    const roomId = await second.newRoom("lobby")
    expect(roomId).toBeGreaterThan(gone)
    expect((await second.say(roomId, "hi")).id).toBeGreaterThan(last.id)
  })

  test("two databases have two epochs", async () => {
    await using places = new AsyncDisposableStack()
    const open = async () => openTestStore(places.use(await makePlace()).url)
    await using one = await open()
    await using two = await open()
    expect(one.epoch).toMatch(/^[0-9a-f]{8,}$/)
    expect(one.epoch).not.toBe(two.epoch)
  })

  test("closing finishes what was asked and takes nothing more", async () => {
    await using place = await makePlace()
    const { url } = place
    const first = await openTestStore(url)
    const roomId = await first.newRoom("lobby")
    const said = Array.from({ length: 50 }, (_, i) => first.say(roomId, `message ${i}`))
    await Promise.all([first.close(), first.close()])
    expect(await Promise.all(said)).toHaveLength(50)
    expect(await codeOf(first.say(roomId, "too late"))).toBe("STORE_UNAVAILABLE")

    await using second = await openTestStore(url)
    expect(await second.texts(roomId)).toHaveLength(50)
  })

  test("killed in the middle of writing, a store keeps every message it acknowledged", async () => {
    await using place = await makePlace()
    const acknowledged: string[] = []
    for (const _ of ["once", "twice", "three times"]) {
      await using writer = startStoreProcess("write", place.url)
      acknowledged.push(...(await writer.linesUntilKilledAfter(100)))
      await using store = await openTestStore(place.url)
      const log = (await store.after(1, 0, 1_000_000)).events
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, i) => i + 1))
      expect(log.map(({ content }) => content)).toEqual(expect.arrayContaining(acknowledged))
    }
  }, 60_000)
}

type Store = Awaited<ReturnType<typeof openTestStore>>

const everythingOf = async (store: Store, roomId: number) => ({
  epoch: store.epoch,
  rooms: await store.rooms({ after: 0, limit: 100 }),
  history: await store.history({ roomId, limit: 100 }),
  log: await store.after(roomId, 0),
})
