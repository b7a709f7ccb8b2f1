/**
 * The core, the hub and a store that takes its time, used by devices that run the app's own conversation over lines that
 * break. Who comes first at any moment is drawn at random; whatever the order, the promises hold.
 */
import fc from "fast-check"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { amount } from "../support/amount.ts"
import type { Device } from "./simulation/device.ts"
import { openRoom, type Room } from "./simulation/room.ts"
import { inTurns, stepsArbitrary } from "./simulation/steps.ts"

beforeAll(() => {
  const toFake = ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"]
  vi.useFakeTimers({ toFake } as object)
})
afterAll(() => vi.useRealTimers())

const PATIENCE_MS = amount(60_000, 1_200_000)

test("whatever happens in whatever order, nobody misses anything", {
  timeout: PATIENCE_MS,
}, async () => {
  const property = fc.asyncProperty(inTurns, stepsArbitrary, async (scheduler, steps) => {
    const room = await openRoom(scheduler)
    try {
      const taken = steps.map(({ what, input }) => ({
        builder: async () => room.steps[what](input as never),
        label: `${what} ${JSON.stringify(input)}`,
      }))
      scheduler.scheduleSequence(taken)
      await scheduler.waitIdle()
      await room.settleWithEverybodyThere()
      expect(room.broken).toEqual([])
      room.expectKept()
      room.expectNothingMissed()
      await expectScreens(room)
    } finally {
      room.close()
    }
  })
  await fc.assert(property, { numRuns: amount(100, 10_000) })
})

/** Whoever was there, at whatever moments, sees in the end what a newcomer sees. */
async function expectScreens(room: Room) {
  const newcomer = room.newDevice(null)
  newcomer.enter()
  await room.settle()
  const screens = [newcomer, ...room.devices]
  for (const { conversation } of screens) expect(conversation.live().deleted).toBe(room.isDeleted())
  if (room.isDeleted()) return
  for (const device of screens) await scrollToTop(device, room)
  const fresh = shown(newcomer)
  expect(fresh.entries.map(({ seq }) => seq)).toEqual(room.log.map(({ seq }) => seq))
  for (const device of room.devices) expect(shown(device)).toEqual(fresh)
}

async function scrollToTop({ conversation }: Device, room: Room) {
  for (let page = 0; page < room.log.length && conversation.live().olderThan !== null; page++) {
    room.watch(conversation.loadOlder())
    await room.settle()
  }
}

/** Without what was refused, which only its author sees. */
function shown({ conversation }: Device) {
  const { entries, ...rest } = conversation.live()
  return { ...rest, entries: entries.filter(({ state }) => state !== "refused") }
}
