import { beforeAll, expect, test } from "vitest"
import type { Message } from "../../../src/shared/schema.ts"
import { codeOf, draft, type TestStore } from "../../support/test-store.ts"
import type { Subject } from "../store.contract.ts"

export function keepsMessages({ theStore, aRoom }: Subject) {
  let store: TestStore
  beforeAll(() => {
    store = theStore()
  })

  test("a message is stored as it was sent", async () => {
    const roomId = await aRoom()
    const sent = draft(roomId, "hi", { by: "Ann", clientId: "c1" })
    const { message, created } = await store.append(sent)
    expect(created).toBe(true)
    expect(message).toEqual({
      id: expect.any(Number),
      roomId,
      seq: 1,
      username: "Ann",
      content: "hi",
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      clientId: "c1",
    })
    expect(await store.history({ roomId, limit: 1 })).toEqual([message])
  })

  test("every room counts its own messages, from 1 and without gaps", async () => {
    const [one, two] = [await aRoom(), await aRoom()]
    const seqs: number[] = []
    for (const roomId of [one, two, one, one, two]) {
      seqs.push((await store.say(roomId, "hi")).seq)
    }
    expect(seqs).toEqual([1, 1, 2, 3, 2])
  })

  test("messages sent at once resolve in the order of their seq, as they were asked", async () => {
    const roomId = await aRoom()
    const resolved: number[] = []
    const texts = Array.from({ length: 200 }, (_, i) => `message ${i}`)
    await Promise.all(
      texts.map((text) => store.say(roomId, text).then(({ seq }) => resolved.push(seq))),
    )
    expect(resolved).toEqual(texts.map((_, i) => i + 1))
    expect(await store.texts(roomId)).toEqual(texts)
  })

  test("a refused message leaves its neighbours alone", async () => {
    const roomId = await aRoom()
    await store.say(roomId, "first", { clientId: "c1" })
    const asked = [
      store.say(roomId, "second"),
      store.say(999_999, "nowhere"),
      store.say(roomId, "not the first", { clientId: "c1" }),
      store.say(roomId, "third"),
    ]
    expect(await Promise.all(asked.map(codeOf))).toEqual([
      "not refused",
      "ROOM_NOT_FOUND",
      "CLIENT_ID_CONFLICT",
      "not refused",
    ])
    expect((await store.history({ roomId, limit: 10 })).map(({ seq }) => seq)).toEqual([1, 2, 3])
  })

  test.each([
    ["line endings", "a\r\nb\rc\nd\t e "],
    ["characters outside the basic plane", "𝒞𝑜𝓃𝒻𝒶𝒷 🏳️‍🌈 👩‍👩‍👧‍👦 𠜎"],
    ["combining marks, decomposed and composed", "e\u0301 é a\u0323\u0307"],
    ["both writing directions", "שלום \u202bعالم\u202c \u200d\u200c\ufeff"],
    ["what SQL and JSON escape", `'; DROP TABLE rooms; -- "\\u0000" \u0001\u2028\u2029`],
    ["4,000 characters of four bytes", "🎉".repeat(4_000)],
  ])("%s come back byte for byte", async (_, text) => {
    const roomId = await aRoom()
    expect((await store.say(roomId, text, { by: text })).content).toBe(text)
    const [read] = await store.history({ roomId, limit: 1 })
    expect(read).toMatchObject({ content: text, username: text })
  })

  test("history goes back from the newest, each page oldest first", async () => {
    const roomId = await aRoom()
    const messages: Message[] = []
    for (const text of ["a", "b", "c", "d", "e"]) messages.push(await store.say(roomId, text))
    expect(await store.history({ roomId, limit: 2 })).toEqual(messages.slice(3))
    const before = messages[3]!.id
    expect(await store.history({ roomId, before, limit: 2 })).toEqual(messages.slice(1, 3))
    expect(await store.history({ roomId, before: messages[0]!.id, limit: 2 })).toEqual([])
  })

  test("history goes forward from a place, each page oldest first", async () => {
    const [roomId, other] = [await aRoom(), await aRoom()]
    const messages: Message[] = []
    for (const text of ["a", "b", "c", "d", "e"]) {
      messages.push(await store.say(roomId, text))
      await store.say(other, "elsewhere")
    }
    expect(await store.history({ roomId, after: 0, limit: 2 })).toEqual(messages.slice(0, 2))
    const after = messages[1]!.id
    expect(await store.history({ roomId, after, limit: 2 })).toEqual(messages.slice(2, 4))
    expect(await store.history({ roomId, after: messages[4]!.id, limit: 2 })).toEqual([])
  })

  test("an acknowledged message is there for whoever asks next", async () => {
    const roomId = await aRoom()
    for (let seq = 1; seq <= 20; seq++) {
      await store.say(roomId, `message ${seq}`)
      expect((await store.after(roomId, seq - 1)).events).toHaveLength(1)
    }
  })
}
