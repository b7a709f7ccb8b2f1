/** Reads are answered in turn: address by address, and within one connection by connection. */
import { setTimeout as wait } from "node:timers/promises"
import { expect, test, vi } from "vitest"
import { startTestApp, type TestApp } from "../support/app.ts"

const FLOOD_CALLS = 50
const READ_MS = 5

/** An app whose store takes its time to read, one after the other as its thread does. */
async function startSlowApp() {
  const app = await startTestApp({ trustProxy: ["loopback"] })
  const { activity, history } = app.store
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(read: () => Promise<Result>) => {
    const result = last.then(() => wait(READ_MS)).then(read)
    last = result
    return result
  }
  const reading = vi
    .spyOn(app.store, "activity")
    .mockImplementation((page) => inTurn(() => activity(page)))
  vi.spyOn(app.store, "history").mockImplementation((page) => inTurn(() => history(page)))
  return { app, reading }
}

/** A batch of questions on a connection of its own. */
function flood({ rest }: TestApp, address: string) {
  const paths = Array.from({ length: FLOOD_CALLS }, () => "rooms.activity").join(",")
  return rest.ask(`/trpc/${paths}?batch=1`, { headers: { "x-forwarded-for": address } })
}

test.each([
  ["another address", "203.0.113.2"],
  ["the same address", "203.0.113.1"],
])("who asks from %s waits for no queue of others", async (_, address) => {
  const { app, reading } = await startSlowApp()
  await using _app = app
  const roomId = await app.room()
  const floods = Array.from({ length: 4 }, () => flood(app, "203.0.113.1"))
  await expect.poll(() => reading.mock.calls.length).toBeGreaterThan(4)
  const before = reading.mock.calls.length
  const { status } = await app.rest.ask(`/api/chat/rooms/${roomId}/messages`, {
    headers: { "x-forwarded-for": address },
  })
  expect(status).toBe(200)
  expect(reading.mock.calls.length - before).toBeLessThan(FLOOD_CALLS / 2)
  expect(before).toBeLessThan(FLOOD_CALLS * floods.length)
  for (const answer of await Promise.all(floods)) expect(answer.status).toBe(200)
})
