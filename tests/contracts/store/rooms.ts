import { beforeAll, expect, test } from "vitest"
import { codeOf, type TestStore } from "../../support/test-store.ts"
import type { Subject } from "../store.contract.ts"

export function keepsRooms({ theStore, aRoom }: Subject) {
  let store: TestStore
  beforeAll(() => {
    store = theStore()
  })

  test("a new room can be asked for by its id", async () => {
    const room = await store.createRoom({ name: "Café  Größe", key: "café grösse" })
    expect(room).toEqual({
      id: expect.any(Number),
      name: "Café  Größe",
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    })
    expect(await store.room(room.id)).toEqual(room)
  })

  test("rooms are listed oldest first, page by page", async () => {
    const before = (await aRoom()) as number
    const ids = [await aRoom(), await aRoom(), await aRoom()]
    const idsAfter = async (after: number, limit: number) =>
      (await store.rooms({ after, limit })).map(({ id }) => id)
    expect(await idsAfter(before, 2)).toEqual(ids.slice(0, 2))
    expect(await idsAfter(ids[1]!, 2)).toEqual(ids.slice(2))
    expect(await idsAfter(ids[2]!, 2)).toEqual([])
  })

  test("a taken name is refused, even to one of two who ask at once", async () => {
    const asked = ["Twins", "TWINS", "Other"].map((name) => store.newRoom(name))
    expect(await Promise.all(asked.map(codeOf))).toEqual([
      "not refused",
      "ROOM_NAME_TAKEN",
      "not refused",
    ])
    expect(await codeOf(store.newRoom("twins"))).toBe("ROOM_NAME_TAKEN")
  })

  test("no more rooms than may be, whoever asks at once; one that is deleted makes room", async () => {
    const oldest = await aRoom()
    const roomsMax = (await store.rooms({ after: 0, limit: 10_000 })).length + 3
    const names = Array.from({ length: 10 }, (_, n) => `of a crowd ${n}`)
    const asked = names.map((name) => store.newRoom(name, roomsMax))
    const outcomes = Map.groupBy(await Promise.all(asked.map(codeOf)), (code) => code)
    expect(outcomes.get("not refused")).toHaveLength(3)
    expect(outcomes.get("ROOMS_FULL")).toHaveLength(7)
    expect(await codeOf(store.newRoom("OF A CROWD 0", roomsMax))).toBe("ROOM_NAME_TAKEN")
    await store.deleteRoom(oldest)
    expect(await codeOf(store.newRoom("in its place", roomsMax))).toBe("not refused")
  })

  test("more rooms than may be are kept and used; only new ones are refused", async () => {
    const [one, other] = [await aRoom(), await aRoom()]
    expect(await codeOf(store.newRoom("one too many", 1))).toBe("ROOMS_FULL")
    await store.say(one, "still here")
    expect(await store.texts(one)).toEqual(["still here"])
    await store.deleteRoom(other)
    expect(await codeOf(store.newRoom("one too many", 1))).toBe("ROOMS_FULL")
  })

  test("a deleted room takes its messages and its log with it", async () => {
    const [gone, kept] = [await aRoom(), await aRoom()]
    await store.say(gone, "bye")
    await store.say(kept, "still here")
    await store.deleteRoom(gone)
    expect(await codeOf(store.room(gone))).toBe("ROOM_NOT_FOUND")
    expect(await codeOf(store.texts(gone))).toBe("ROOM_NOT_FOUND")
    expect(await codeOf(store.after(gone, 0))).toBe("ROOM_NOT_FOUND")
    expect(await store.texts(kept)).toEqual(["still here"])
  })

  test("the name of a deleted room is free, its id and those of its messages are not", async () => {
    const gone = await store.newRoom("Phoenix")
    const last = await store.say(gone, "bye")
    await store.deleteRoom(gone)
    const risen = await store.newRoom("Phoenix")
    expect(risen).toBeGreaterThan(gone)
    expect((await store.say(risen, "hi")).id).toBeGreaterThan(last.id)
  })

  test("an unknown room is refused whatever is asked of it", async () => {
    const unknown = 999_999
    const asked = [
      store.room(unknown),
      store.deleteRoom(unknown),
      store.say(unknown, "anybody?"),
      store.say(unknown, "anybody?", { clientId: "c1" }),
      store.texts(unknown),
      store.history({ roomId: unknown, after: 0, limit: 1 }),
      store.after(unknown, 0),
    ]
    expect(new Set(await Promise.all(asked.map(codeOf)))).toEqual(new Set(["ROOM_NOT_FOUND"]))
  })
}
