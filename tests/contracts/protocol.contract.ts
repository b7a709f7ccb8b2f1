/** What every door promises about asking: the same answers, the same refusals, the same limits. */
import { describe, expect, test } from "vitest"
import { type Start, startTestApp } from "../support/app.ts"
import { type Door, Refusal } from "../support/visitors.ts"

const FAMILY = "👨‍👩‍👧‍👦"

export function protocolContract({ name, visit, words }: Door, start: Start = startTestApp) {
  const refused = (word: string | number) => new Refusal(word)

  describe(`through ${name}`, () => {
    test("rooms are created, listed oldest first and deleted", async () => {
      await using app = await start()
      const ann = visit(app, "ann")
      const one = await ann.createRoom("one")
      const two = await ann.createRoom("  two ")
      expect(await ann.rooms()).toMatchObject([
        { id: one.id, name: "one" },
        { id: two.id, name: "two" },
      ])
      await ann.deleteRoom(one.id)
      expect(await ann.rooms()).toMatchObject([{ id: two.id }])
      expect((await ann.createRoom("three")).id).toBeGreaterThan(two.id)
    })

    test("a room's name is taken by every name that looks the same", async () => {
      await using app = await start()
      const ann = visit(app, "ann")
      await ann.createRoom("Straße Café")
      for (const alike of [
        "Straße Café",
        "STRASSE CAFÉ",
        " straße   cafe\u0301 ",
        "Stra\u200bße Café",
      ])
        await expect(ann.createRoom(alike), alike).rejects.toEqual(refused(words.taken))
      await ann.createRoom("Strasse Cafe")
    })

    test("no more rooms are created than there may be, until one is deleted", async () => {
      await using app = await start({ roomsMax: 2 })
      const ann = visit(app, "ann")
      const one = await ann.createRoom("one")
      await ann.createRoom("two")
      await expect(ann.createRoom("three")).rejects.toEqual(refused(words.full))
      await expect(ann.createRoom("ONE")).rejects.toEqual(refused(words.taken))
      await ann.deleteRoom(one.id)
      await ann.createRoom("three")
      expect((await ann.rooms()).map(({ name }) => name)).toEqual(["two", "three"])
    })

    test.each([
      ["empty", ""],
      ["white space", " \t "],
      ["invisible", "\u200b\u2060"],
      ["too long", "x".repeat(101)],
      ["a control character", "a\u0007b"],
      ["a line break", "a\nb"],
      ["a direction override", "abc\u202etxt"],
      ["NUL", "a\0b"],
      ["a lone surrogate", "a\ud800b"],
    ])("a room's name may not be %s", async (_, bad) => {
      await using app = await start()
      const refusal = refused(words.notAllowed === "INVALID_FRAME" ? 422 : words.notAllowed)
      await expect(visit(app, "ann").createRoom(bad)).rejects.toEqual(refusal)
    })

    test("a room's name may have 100 characters of any script", async () => {
      await using app = await start()
      const long = "🎉".repeat(100)
      expect(await visit(app, "ann").createRoom(long)).toMatchObject({ name: long })
    })

    test("a message is answered as stored, with the room's next seq", async () => {
      await using app = await start()
      const ann = visit(app, "Ann")
      const roomId = await app.room()
      const first = await ann.send({ roomId, content: "hi", clientId: "1" })
      const second = await ann.send({ roomId, content: "there", clientId: "2" })
      expect([first, second]).toMatchObject([
        { seq: 1, username: "Ann", content: "hi", clientId: "1" },
        { seq: 2, username: "Ann", content: "there", clientId: "2" },
      ])
      expect(await ann.history({ roomId })).toMatchObject([first, second])
    })

    test.each([
      ["edges", "  spaces \r\n\ttabs\n "],
      ["scripts", `שלום ${FAMILY} e\u0301 \u202e\u200b\ufeff ﷺ`],
      ["markup", "<script>alert(1)</script> & ' \" \\ \u2028"],
      ["the longest", "🎉".repeat(4_000)],
    ])("content is kept byte for byte: %s", async (_, content) => {
      await using app = await start()
      const roomId = await app.room()
      const ann = visit(app, "ann")
      expect((await ann.send({ roomId, content, clientId: "1" })).content).toBe(content)
      expect((await ann.history({ roomId }))[0]?.content).toBe(content)
    })

    test.each([
      ["empty", ""],
      ["white space", " \n\t "],
      ["invisible", "\u200b\ufeff"],
      ["too long", "x".repeat(4_001)],
      ["with NUL", "a\0b"],
      ["with a lone surrogate", "a\udc00b"],
    ])("content may not be %s", async (_, content) => {
      await using app = await start()
      const roomId = await app.room()
      const ann = visit(app, "ann")
      const sent = ann.send({ roomId, content, clientId: "1" })
      await expect(sent).rejects.toEqual(refused(words.notAllowed))
      expect(await ann.history({ roomId })).toEqual([])
    })

    test("a retry is the same message, even many at once", async () => {
      await using app = await start()
      const roomId = await app.room()
      const message = { roomId, content: "once", clientId: "same" }
      const doors = [visit(app, "ann"), visit(app, "ann"), visit(app, "ANN")]
      const answers = await Promise.all([...doors, ...doors].map((ann) => ann.send(message)))
      expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
      expect(await doors[0]?.history({ roomId })).toHaveLength(1)
    })

    test("another content under the same client id is a conflict", async () => {
      await using app = await start()
      const roomId = await app.room()
      const ann = visit(app, "ann")
      await ann.send({ roomId, content: "this", clientId: "1" })
      const sent = ann.send({ roomId, content: "that", clientId: "1" })
      await expect(sent).rejects.toEqual(refused(words.conflict))
      await visit(app, "bo").send({ roomId, content: "mine", clientId: "1" })
      expect(await ann.history({ roomId })).toMatchObject([
        { content: "this" },
        { content: "mine" },
      ])
    })

    test("history comes in pages, oldest first, newest page first", async () => {
      await using app = await start()
      const roomId = await app.room()
      const ann = visit(app, "ann")
      for (let n = 1; n <= 7; n++) await ann.send({ roomId, content: `${n}`, clientId: `${n}` })
      const page = async (before?: number) =>
        ann.history({ roomId, limit: 3, ...(before && { before }) })
      const newest = await page()
      expect(newest.map(({ content }) => content)).toEqual(["5", "6", "7"])
      const older = await page(newest[0]?.id)
      expect(older.map(({ content }) => content)).toEqual(["2", "3", "4"])
      expect((await page(older[0]?.id)).map(({ content }) => content)).toEqual(["1"])
    })

    test("history goes forward too, from any message on", async () => {
      await using app = await start()
      const roomId = await app.room()
      const ann = visit(app, "ann")
      for (let n = 1; n <= 7; n++) await ann.send({ roomId, content: `${n}`, clientId: `${n}` })
      const page = (after: number) => ann.history({ roomId, limit: 3, after })
      const oldest = await page(0)
      expect(oldest.map(({ content }) => content)).toEqual(["1", "2", "3"])
      const newer = await page(oldest[2]?.id ?? 0)
      expect(newer.map(({ content }) => content)).toEqual(["4", "5", "6"])
      expect((await page(newer[2]?.id ?? 0)).map(({ content }) => content)).toEqual(["7"])
      expect(await page(999)).toEqual([])
    })

    test("a page goes back or forward, not both", async () => {
      await using app = await start()
      const roomId = await app.room()
      const asked = visit(app, "ann").history({ roomId, before: 2, after: 1 })
      const refusal = refused(words.notAllowed === "INVALID_FRAME" ? 422 : words.notAllowed)
      await expect(asked).rejects.toEqual(refusal)
    })

    test("a page has 1 to 200 messages", async () => {
      await using app = await start()
      const roomId = await app.room()
      const ann = visit(app, "ann")
      const refusal = refused(words.notAllowed === "INVALID_FRAME" ? 422 : words.notAllowed)
      await expect(ann.history({ roomId, limit: 0 })).rejects.toEqual(refusal)
      await expect(ann.history({ roomId, limit: 201 })).rejects.toEqual(refusal)
      expect(await ann.history({ roomId, limit: 200 })).toEqual([])
    })

    test("what is asked of a room that is not there is refused", async () => {
      await using app = await start()
      const ann = visit(app, "ann")
      const noRoom = refused(words.noRoom === 4004 ? 404 : words.noRoom)
      await expect(ann.send({ roomId: 7, content: "hi", clientId: "1" })).rejects.toEqual(
        refused(words.noRoom),
      )
      await expect(ann.history({ roomId: 7 })).rejects.toEqual(noRoom)
      await expect(ann.deleteRoom(7)).rejects.toEqual(noRoom)
    })

    test("who sends more than 20 at once is asked to slow down, and nothing is lost", async () => {
      await using app = await start({ rateLimit: true })
      const roomId = await app.room()
      const [ann, bo] = [visit(app, "ann"), visit(app, "bo")]
      for (let n = 1; n <= 20; n++) await ann.send({ roomId, content: "hi", clientId: `${n}` })
      const burst = Array.from({ length: 10 }, (_, n) =>
        ann.send({ roomId, content: "hi", clientId: `more ${n}` }),
      )
      const outcomes = await Promise.allSettled(burst)
      const reasons = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason] : []))
      expect(reasons.length).toBeGreaterThan(0)
      expect(new Set(reasons.map(({ word }) => word))).toEqual(new Set([words.tooFast]))
      await bo.send({ roomId, content: "I may", clientId: "1" })
      const stored = await bo.history({ roomId, limit: 200 })
      expect(stored).toHaveLength(20 + (burst.length - reasons.length) + 1)
    })
  })
}
