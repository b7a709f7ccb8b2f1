/** The pages of a room's history, and how they lie side by side. */
import { expect, test } from "vitest"
import { startTestApp, type TestApp } from "../support/app.ts"

async function tell(app: TestApp, roomId: number, count: number) {
  const ids: number[] = []
  for (let n = 1; n <= count; n++) {
    const letter = { username: "Zoe", content: `${n}` }
    const { body } = await app.rest.post(`/api/chat/rooms/${roomId}/messages`, letter)
    ids.push(body.id)
  }
  return ids
}

type Place = { before?: number; after?: number }

test("whoever goes on from page to page reads everything once, in either direction", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const ids = await tell(app, roomId, 7)
  const { history } = app.client().messages
  const page = (place: Place) => history.query({ roomId, limit: 3, ...place })

  const forward: number[] = []
  for (let next: number | null = 0; next !== null; ) {
    const { messages, nextAfter } = await page({ after: next })
    forward.push(...messages.map(({ id }) => id))
    next = nextAfter
  }
  expect(forward).toEqual(ids)

  const newest = await page({})
  expect(newest.nextAfter).toBeNull()
  let { messages: back, nextBefore } = newest
  while (nextBefore !== null) {
    const older = await page({ before: nextBefore })
    back = [...older.messages, ...back]
    nextBefore = older.nextBefore
  }
  expect(back.map(({ id }) => id)).toEqual(ids)
})

test("from a page one can go back to where it was asked from", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const [one = 0, two = 0, three = 0] = await tell(app, roomId, 3)
  const { history } = app.client().messages
  const page = async (place: Place) => {
    const { messages, ...next } = await history.query({ roomId, limit: 2, ...place })
    return { ids: messages.map(({ id }) => id), ...next }
  }
  expect(await page({ before: three })).toEqual({
    ids: [one, two],
    nextBefore: null,
    nextAfter: two,
  })
  expect(await page({ after: two })).toEqual({ ids: [three], nextBefore: three, nextAfter: null })
  expect(await page({ before: one })).toEqual({ ids: [], nextBefore: null, nextAfter: one - 1 })
  expect(await page({ after: three })).toEqual({ ids: [], nextBefore: three + 1, nextAfter: null })
})

test("a message in the middle is found with what came before and after it", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const ids = await tell(app, roomId, 9)
  const { history } = app.client().messages
  const middle = ids[4] ?? 0
  const upTo = await history.query({ roomId, limit: 2, before: middle + 1 })
  const beyond = await history.query({ roomId, limit: 2, after: middle })
  const around = [...upTo.messages, ...beyond.messages].map(({ id }) => id)
  expect(around).toEqual(ids.slice(3, 7))
  expect([upTo.nextBefore, beyond.nextAfter]).toEqual([ids[3], ids[6]])
})
