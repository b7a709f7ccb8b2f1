import { expect, test } from "vitest"
import { startStoreProcess } from "../../support/store-process.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"
import { codeOf, openTestStore } from "../../support/test-store.ts"
import type { DurableSubject } from "../durable-store.contract.ts"

export function survivesRestarts({ urlOf }: DurableSubject) {
  test("after a restart everything is as it was", async () => {
    await using folder = await temporaryFolder()
    const url = urlOf(`${folder.path}/new folder/data`)
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
    await using folder = await temporaryFolder()
    const url = urlOf(`${folder.path}/data`)
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
    await using folder = await temporaryFolder()
    const url = urlOf(`${folder.path}/data`)
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
    await using folder = await temporaryFolder()
    await using one = await openTestStore(urlOf(`${folder.path}/one`))
    await using two = await openTestStore(urlOf(`${folder.path}/two`))
    expect(one.epoch).toMatch(/^[0-9a-f]{8,}$/)
    expect(one.epoch).not.toBe(two.epoch)
  })

  test("closing finishes what was asked and takes nothing more", async () => {
    await using folder = await temporaryFolder()
    const url = urlOf(`${folder.path}/data`)
    const first = await openTestStore(url)
    const roomId = await first.newRoom("lobby")
    const said = Array.from({ length: 50 }, (_, i) => first.say(roomId, `message ${i}`))
    await Promise.all([first.close(), first.close()])
    expect(await Promise.all(said)).toHaveLength(50)
    expect(await codeOf(first.say(roomId, "too late"))).toBe("STORE_UNAVAILABLE")

    await using second = await openTestStore(url)
    expect(await second.texts(roomId)).toHaveLength(50)
  })

  test("data in use is refused to others, here and in another process, until it is closed", async () => {
    await using folder = await temporaryFolder()
    const path = `${folder.path}/data`
    const store = await openTestStore(urlOf(path))
    const inUse = `${path} is in use by another Confab process`
    await expect(openTestStore(urlOf(path))).rejects.toThrow(inUse)
    await using other = startStoreProcess("open", urlOf(path))
    expect(await other.lines()).toEqual([inUse])

    await store.close()
    await using later = startStoreProcess("open", urlOf(path))
    expect(await later.lines()).toEqual([`opened ${store.epoch}`])
  })
}

type Store = Awaited<ReturnType<typeof openTestStore>>

const everythingOf = async (store: Store, roomId: number) => ({
  epoch: store.epoch,
  rooms: await store.rooms({ after: 0, limit: 100 }),
  history: await store.history({ roomId, limit: 100 }),
  log: await store.after(roomId, 0),
})
