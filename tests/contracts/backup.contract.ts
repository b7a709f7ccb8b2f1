/** What a backup promises, whatever kind of store it is taken of and put into. */
import { existsSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { backUp, newFile, restore } from "../support/backups.ts"
import { archivedIn, type Kind, seedStore, storePlaces } from "../support/copies.ts"
import { copyUntilKilled, restoreUntilKilled } from "../support/copy-process.ts"
import { openTestStore, type TestStore } from "../support/test-store.ts"

const SKIPPED = 2 ** 24
const slowly = { timeout: 60_000 }

export function backupContract(from: Kind, to: Kind) {
  test(
    `everything in ${from} comes back in ${to}, in an epoch and with ids of its own`,
    slowly,
    async () => {
      await using source = await storePlaces[from]()
      await using target = await storePlaces[to]()
      await using backup = await newFile()
      await seedStore(source.url)
      const { origin, ...before } = await archivedIn(source.url)
      expect(await backUp(source.url, backup.file)).toMatchObject({ rooms: 3, messages: 30 })
      expect(await restore(backup.file, target.url)).toBe(null)

      const { origin: after, ...kept } = await archivedIn(target.url)
      expect(kept).toEqual(before)
      expect(after.epoch).toMatch(/^[0-9a-f]{12}$/)
      expect(after.epoch).not.toBe(origin.epoch)
      await using store = await openTestStore(target.url)
      expect(store.epoch).toBe(after.epoch)
      expect(await store.newRoom("new")).toBe(origin.lastRoomId + SKIPPED + 1)
      const { id: roomId, lastSeq } = kept.rooms[0]!
      expect(await store.say(roomId, "next")).toMatchObject({
        id: origin.lastMessageId + SKIPPED + 1,
        seq: lastSeq + 1,
      })
      expect(await store.after(roomId, lastSeq)).toMatchObject({ events: [{ content: "next" }] })
    },
  )
}

export function backupSourceContract(kind: Kind) {
  describe(`of ${kind}`, slowly, () => {
    test("it is one moment of a store that is talked in, with all that was acknowledged before", async () => {
      await using place = await storePlaces[kind]()
      await using backup = await newFile()
      await seedStore(place.url)
      await using store = await openTestStore(place.url)
      await using talk = await startTalk(store)
      const taken = talk.begin()
      await backUp(place.url, backup.file)
      const said = talk.end()
      expect(said - taken, "and nobody waited for it").toBeGreaterThan(0)

      await using target = await storePlaces.sqlite()
      await restore(backup.file, target.url)
      const { rooms, messages, events } = await archivedIn(target.url)
      const inTalk = messages.filter(({ roomId }) => talk.roomIds.includes(roomId))
      // Said in turn in two rooms: what is in the backup is the beginning of it, without a gap.
      const numbers = inTalk.map(({ content }) => Number(content)).sort((a, b) => a - b)
      expect(numbers).toEqual(numbers.map((_, n) => n + 1))
      expect(numbers.length).toBeGreaterThanOrEqual(taken)
      for (const { id, lastSeq } of rooms)
        expect(events.filter(({ roomId }) => roomId === id).length).toBe(lastSeq)
    })

    test("a file that is there is never replaced", async () => {
      await using place = await storePlaces[kind]()
      await using backup = await newFile()
      await seedStore(place.url)
      await backUp(place.url, backup.file)
      await expect(backUp(place.url, backup.file)).rejects.toThrow(/backup\.db is there already: /)
    })

    test("a store that is not there is not created, and leaves no file", async () => {
      await using place = await storePlaces[kind]()
      await using backup = await newFile()
      for (const _ of [1, 2])
        await expect(backUp(place.url, backup.file)).rejects.toThrow(/holds no store of Confab's$/)
      expect([existsSync(backup.file), existsSync(`${backup.file}.part`)]).toEqual([false, false])
    })

    test("half a copy is not backed up", async () => {
      await using whole = await storePlaces.sqlite()
      await using place = await storePlaces[kind]()
      await using backup = await newFile()
      await seedStore(whole.url)
      await copyUntilKilled(whole.url, place.url, "checking")
      await expect(backUp(place.url, backup.file)).rejects.toThrow(/a copy that was not finished/)
      expect(existsSync(backup.file)).toBe(false)
    })
  })
}

export function restoreContract(kind: Kind) {
  describe(`into ${kind}`, slowly, () => {
    test("what was there is kept, and can be gone back to; no id is given twice in all of this", async () => {
      await using place = await storePlaces[kind]()
      await using first = await newFile()
      await using second = await newFile()
      await seedStore(place.url)
      await backUp(place.url, first.file)
      await say(place.url, 20)
      const later = await archivedIn(place.url)

      const aside = await restore(first.file, place.url)
      expect(aside).not.toBe(null)
      const back = await archivedIn(place.url)
      expect(back.messages.length).toBe(30)
      expect(back.origin.lastMessageId).toBe(later.origin.lastMessageId + SKIPPED)
      await say(place.url, 1)
      const { origin } = await archivedIn(place.url)

      expect(await archivedIn(aside as string)).toEqual(later)
      await backUp(aside as string, second.file)
      expect(await restore(second.file, place.url)).not.toBe(null)
      const { origin: undone, ...kept } = await archivedIn(place.url)
      expect({ ...kept, origin: later.origin }).toEqual(later)
      expect(undone.lastMessageId).toBe(origin.lastMessageId + SKIPPED)
      expect(
        new Set([later, back, { origin }, { origin: undone }].map((one) => one.origin.epoch)).size,
      ).toBe(3)
    })

    test("a store that somebody uses is left alone, until nobody does", async () => {
      await using place = await storePlaces[kind]()
      await using backup = await newFile()
      await seedStore(place.url)
      await backUp(place.url, backup.file)
      await using store = await openTestStore(place.url)
      const [room] = await store.rooms({ after: 0, limit: 1 })
      await store.say(room?.id as number, "I am here")
      await expect(restore(backup.file, place.url)).rejects.toThrow(/ is in use by /)
      await store.say(room?.id as number, "and still am")
      await store.close()
      expect((await archivedIn(place.url)).messages.length).toBe(32)
      await restore(backup.file, place.url)
      expect((await archivedIn(place.url)).messages.length).toBe(30)
    })

    test("what was killed in the middle has changed nothing, and can be done again", async () => {
      await using place = await storePlaces[kind]()
      await using backup = await newFile()
      await seedStore(place.url)
      await backUp(place.url, backup.file)
      await say(place.url, 2)
      const before = await archivedIn(place.url)
      await restoreUntilKilled(backup.file, place.url)
      expect(await archivedIn(place.url)).toEqual(before)
      await restore(backup.file, place.url)
      expect((await archivedIn(place.url)).messages.length).toBe(30)
    })

    test("what nobody has used, or is half a copy, need not be kept", async () => {
      await using source = await storePlaces.sqlite()
      await using unused = await storePlaces[kind]()
      await using half = await storePlaces[kind]()
      await using backup = await newFile()
      await seedStore(source.url)
      await backUp(source.url, backup.file)
      await (await openTestStore(unused.url)).close()
      await copyUntilKilled(source.url, half.url, "checking")
      for (const { url } of [unused, half]) {
        expect(await restore(backup.file, url)).toBe(null)
        expect((await archivedIn(url)).messages.length).toBe(30)
      }
    })

    test("a file that is no backup changes nothing", async () => {
      await using place = await storePlaces[kind]()
      await using backup = await newFile()
      await seedStore(place.url)
      const before = await archivedIn(place.url)
      await expect(restore(backup.file, place.url)).rejects.toThrow(/cannot be read: ENOENT/)
      expect(await archivedIn(place.url)).toEqual(before)
    })
  })
}

async function say(url: string, count: number) {
  await using store = await openTestStore(url)
  const [room] = await store.rooms({ after: 0, limit: 1 })
  for (let n = 1; n <= count; n++) await store.say(room?.id as number, `more ${n}`)
}

/** Somebody who counts aloud, in two rooms in turn. */
async function startTalk(store: TestStore) {
  const roomIds = [await store.newRoom("odd"), await store.newRoom("even")]
  let said = 0
  let talking = true
  const next = async () => {
    await store.say(roomIds[said % 2] as number, `${said + 1}`)
    said++
  }
  for (let n = 0; n < 10; n++) await next()
  let talked = Promise.resolve()

  return {
    roomIds,
    /** Answers how far they were. */
    begin() {
      talked = (async () => {
        while (talking) await next()
      })()
      return said
    },
    end() {
      talking = false
      return said
    },
    async [Symbol.asyncDispose]() {
      talking = false
      await talked
    },
  }
}
