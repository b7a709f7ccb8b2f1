/** What a copy of a store promises, whatever kind it is copied from and to. */
import { describe, expect, test } from "vitest"
import {
  archivedIn,
  copy,
  type Kind,
  personIdOf,
  seedStore,
  shownBy,
  storePlaces,
} from "../support/copies.ts"
import { copyUntilKilled } from "../support/copy-process.ts"
import { codeOf, draft, openTestStore } from "../support/test-store.ts"

export function copyContract(from: Kind, to: Kind) {
  describe(`${from} to ${to}`, { timeout: 60_000 }, () => {
    test("everything arrives as it was", async () => {
      await using source = await storePlaces[from]()
      await using target = await storePlaces[to]()
      await seedStore(source.url)
      const before = await archivedIn(source.url)
      expect([before.rooms.length, before.messages.length]).toEqual([3, 30])
      for (const { content, personId } of before.messages)
        expect(personId, content).toBe(personIdOf(Number.parseInt(content, 10)))
      await copy(source.url, target.url)
      expect(await archivedIn(target.url)).toEqual(before)
      expect(await shownBy(target.url)).toEqual(await shownBy(source.url))
      expect(await archivedIn(source.url)).toEqual(before)
    })

    test("the copy goes on where its source was", async () => {
      await using source = await storePlaces[from]()
      await using target = await storePlaces[to]()
      await seedStore(source.url)
      const { origin, rooms, messages } = await archivedIn(source.url)
      await copy(source.url, target.url)

      await using store = await openTestStore(target.url)
      expect(store.epoch).toBe(origin.epoch)
      expect(await store.newRoom("new")).toBe(origin.lastRoomId + 1)
      const room = rooms[0] as { id: number; lastSeq: number }
      expect(await store.say(room.id, "next")).toMatchObject({
        id: origin.lastMessageId + 1,
        seq: room.lastSeq + 1,
      })
      expect((await store.after(room.id, room.lastSeq - 1)).events).toMatchObject([
        { seq: room.lastSeq },
        { seq: room.lastSeq + 1, content: "next" },
      ])
      const sent = messages.find((message) => message.clientId === "c2") as Sent
      const retry = draft(sent.roomId, sent.content, { by: sent.username, clientId: "c2" })
      expect(await store.append(retry)).toMatchObject({ created: false, message: { id: sent.id } })
      expect(await codeOf(store.append({ ...retry, content: "else" }))).toBe("CLIENT_ID_CONFLICT")
    })
  })
}

type Sent = { id: number; roomId: number; username: string; content: string }

export function copySourceContract(kind: Kind) {
  const refusal = async (url: string, expected: RegExp) => {
    await using target = await storePlaces.sqlite()
    await expect(copy(url, target.url)).rejects.toThrow(expected)
    await using store = await openTestStore(target.url)
    expect(await store.rooms({ after: 0, limit: 1 }), "nothing was begun").toEqual([])
  }

  describe(`from ${kind}`, { timeout: 60_000 }, () => {
    test("a store that is not there is not created", async () => {
      await using source = await storePlaces[kind]()
      await refusal(source.url, /holds no store of Confab's$/)
      await refusal(source.url, /holds no store of Confab's$/)
    })

    test("an empty store is copied as well", async () => {
      await using source = await storePlaces[kind]()
      await using target = await storePlaces.json()
      await (await openTestStore(source.url)).close()
      await copy(source.url, target.url)
      expect(await archivedIn(target.url)).toEqual(await archivedIn(source.url))
    })

    test("half a copy is not copied on", async () => {
      await using first = await storePlaces.sqlite()
      await using source = await storePlaces[kind]()
      await seedStore(first.url)
      await copyUntilKilled(first.url, source.url, "checking")
      await refusal(source.url, /holds a copy that was not finished/)
    })
  })
}

export function copyTargetContract(kind: Kind) {
  describe(`to ${kind}`, { timeout: 60_000 }, () => {
    test("a store that was used is left as it is, even if nothing is left in it", async () => {
      await using source = await storePlaces.sqlite()
      await using target = await storePlaces[kind]()
      await seedStore(source.url)
      await seedStore(target.url)
      const before = await archivedIn(target.url)
      await expect(copy(source.url, target.url)).rejects.toThrow(/already has a history of its own/)
      expect(await archivedIn(target.url)).toEqual(before)

      await using store = await openTestStore(target.url)
      for (const { id } of await store.rooms({ after: 0, limit: 10 })) await store.deleteRoom(id)
      await store.close()
      await expect(copy(source.url, target.url)).rejects.toThrow(/already has a history of its own/)
    })

    test("a store that was opened and never used is filled", async () => {
      await using source = await storePlaces.sqlite()
      await using target = await storePlaces[kind]()
      await seedStore(source.url)
      await (await openTestStore(target.url)).close()
      await copy(source.url, target.url)
      expect(await archivedIn(target.url)).toEqual(await archivedIn(source.url))
    })

    test("a store is not copied onto itself", async () => {
      await using place = await storePlaces[kind]()
      await seedStore(place.url)
      const before = await archivedIn(place.url)
      await expect(copy(place.url, place.url)).rejects.toThrow(/cannot be copied onto itself$/)
      expect(await archivedIn(place.url)).toEqual(before)
    })

    test.each(["copying", "checking"] as const)(
      "what was killed while %s is refused by Confab until the copy is made again",
      async (stage) => {
        await using source = await storePlaces.sqlite()
        await using target = await storePlaces[kind]()
        await seedStore(source.url)
        await copyUntilKilled(source.url, target.url, stage)
        await expect(openTestStore(target.url)).rejects.toThrow(
          /holds a copy that was not finished: run the same `npm run copy-store` again/,
        )
        await copy(source.url, target.url)
        expect(await archivedIn(target.url)).toEqual(await archivedIn(source.url))
        expect(await shownBy(target.url)).toEqual(await shownBy(source.url))
      },
    )

    test("half a copy may become the copy of something else", async () => {
      await using source = await storePlaces.sqlite()
      await using other = await storePlaces.json()
      await seedStore(source.url)
      await seedStore(other.url, { rooms: 3, messages: 4 })
      await using target = await storePlaces[kind]()
      await copyUntilKilled(source.url, target.url, "checking")
      await copy(other.url, target.url)
      expect(await archivedIn(target.url)).toEqual(await archivedIn(other.url))
    })
  })
}
