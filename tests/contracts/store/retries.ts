import { beforeAll, expect, test } from "vitest"
import { codeOf, draft, type TestStore } from "../../support/test-store.ts"
import type { Subject } from "../store.contract.ts"

export function recognisesRetries({ theStore, aRoom }: Subject) {
  let store: TestStore
  beforeAll(() => {
    store = theStore()
  })

  test("a retry is the stored message, not another one", async () => {
    const roomId = await aRoom()
    const hi = draft(roomId, "hi", { clientId: "c1" })
    const first = await store.append(hi)
    expect(await store.append(hi)).toEqual({ message: first.message, created: false })
    expect(await store.texts(roomId)).toEqual(["hi"])
  })

  test("of many equal messages at once one is created and all are answered with it", async () => {
    const roomId = await aRoom()
    const hi = draft(roomId, "hi", { clientId: "c1" })
    const answers = await Promise.all(Array.from({ length: 50 }, () => store.append(hi)))
    expect(answers.filter(({ created }) => created)).toHaveLength(1)
    expect(new Set(answers.map(({ message }) => message.id)).size).toBe(1)
    expect(await store.texts(roomId)).toEqual(["hi"])
  })

  test("the same client id with other content is refused and takes no seq", async () => {
    const roomId = await aRoom()
    const asked = ["hi", "ho"].map((text) => store.say(roomId, text, { clientId: "c1" }))
    expect(await Promise.all(asked.map(codeOf))).toEqual(["not refused", "CLIENT_ID_CONFLICT"])
    const later = store.say(roomId, "hi ", { clientId: "c1" })
    expect(await codeOf(later)).toBe("CLIENT_ID_CONFLICT")
    expect((await store.say(roomId, "next")).seq).toBe(2)
  })

  test("a retry is recognised however its sender writes their name", async () => {
    const roomId = await aRoom()
    await store.say(roomId, "hi", { by: "Zoë", clientId: "c1" })
    await store.say(roomId, "hi", { by: "ZOË", clientId: "c1" })
    expect(await store.texts(roomId)).toEqual(["hi"])
  })

  test("a client id means nothing to other senders and other rooms", async () => {
    const [one, two] = [await aRoom(), await aRoom()]
    await store.say(one, "from ann", { by: "ann", clientId: "c1" })
    await store.say(one, "from bo", { by: "bo", clientId: "c1" })
    await store.say(two, "elsewhere", { by: "ann", clientId: "c1" })
    expect(await store.texts(one)).toEqual(["from ann", "from bo"])
    expect(await store.texts(two)).toEqual(["elsewhere"])
  })

  test("without a client id the same words are another message", async () => {
    const roomId = await aRoom()
    await Promise.all([store.say(roomId, "hi"), store.say(roomId, "hi")])
    expect(await store.texts(roomId)).toEqual(["hi", "hi"])
  })
}
