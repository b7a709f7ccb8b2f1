/** What people see: at every moment without a hole, and in the end the same on every screen. */
import { expect } from "vitest"
import type { RoomState } from "../../../src/client/room/state.ts"
import { nameKey } from "../../../src/shared/text.ts"
import type { Device } from "./device.ts"
import type { Room } from "./room.ts"

/** Each entry once, what is in the log in its order, and nothing left out between that is not being read. */
export function expectNoHoles({ entries, nextBefore, missingAfter }: RoomState) {
  expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length)
  const logged = entries.filter(({ state }) => state === "logged").map(({ seq }) => seq)
  expect(entries.slice(0, logged.length).map(({ seq }) => seq)).toEqual(logged)
  const [first = 1] = logged
  if (nextBefore !== undefined && missingAfter === null)
    expect(logged).toEqual(logged.map((_, index) => first + index))
}

/** Whoever was there, at whatever moments, sees what a newcomer sees. */
export async function expectSameScreens(room: Room) {
  const newcomer = room.newDevice(null)
  newcomer.enter()
  await room.settle()
  const devices = [newcomer, ...room.devices]
  for (const { conversation } of devices)
    expect(conversation.state().deleted).toBe(room.isDeleted())
  if (room.isDeleted()) return
  for (const device of devices) await scrollToTop(device, room)
  const fresh = shown(newcomer)
  expect(fresh.entries.map(({ seq }) => seq)).toEqual(room.log.map(({ seq }) => seq))
  for (const device of room.devices) expect(shown(device)).toEqual(fresh)
}

async function scrollToTop({ conversation }: Device, room: Room) {
  for (let page = 0; page <= room.log.length && conversation.state().nextBefore !== null; page++) {
    room.watch(conversation.loadOlder())
    await room.idle()
  }
}

/** Without what only its author sees: what was refused, or waits for a server that takes messages. */
function shown({ conversation }: Device) {
  const { entries, people, ...rest } = conversation.state()
  return {
    ...rest,
    // Each node has its own order, and the spelling that it met first.
    people: people?.map(nameKey).toSorted(),
    entries: entries.filter(({ state }) => state !== "refused" && state !== "sending"),
  }
}
