/** Who is present, over every order in which people can come, go and vanish. */
import fc from "fast-check"
import { expect, test, vi } from "vitest"
import { visitor } from "../../../src/server/identity/person.ts"
import { PRESENCE_LEASE_MS, USERS_LISTED_TO_ALL_MAX } from "../../../src/server/limits.ts"
import { Presence } from "../../../src/server/live/presence.ts"
import type { RoomEvent } from "../../../src/shared/events.ts"

const ROOM = 1

type Step = { does: "join" | "leave" | "crash"; person: number; tab: number }

const steps = fc.array(
  fc.record<Step>({
    does: fc.constantFrom("join", "leave", "crash"),
    person: fc.nat(2),
    tab: fc.nat(2),
  }),
)

function createTab() {
  let seenAt = performance.now()
  return {
    seenAt: () => seenAt,
    lives() {
      seenAt = performance.now()
    },
    dies() {
      seenAt = Number.NEGATIVE_INFINITY
    },
  }
}

test("people are present while any of their tabs lives, told once in and once out", () => {
  vi.useFakeTimers()
  fc.assert(fc.property(steps, (taken) => checkAgainstModel(taken)))
  vi.useRealTimers()
})

function checkAgainstModel(taken: Step[]) {
  const told: RoomEvent[] = []
  const presence = new Presence((_, event) => told.push(event))
  const people = ["Ann", "Bo", "Cy"].map(visitor)
  const tabs = people.map(() => [0, 1, 2].map(createTab))
  const open = people.map(() => new Set<number>())

  for (const { does, person, tab } of taken) {
    const [who, connection] = [people[person], tabs[person]?.[tab]]
    if (!who || !connection) throw new Error("no such tab")
    if (does === "join") {
      connection.lives()
      presence.join(ROOM, who, connection)
      open[person]?.add(tab)
    } else if (does === "leave") {
      presence.leave(ROOM, who, connection)
      open[person]?.delete(tab)
    } else {
      // A crash says nothing: only the sweep after the lease notices.
      connection.dies()
      presence.sweep(performance.now())
      open[person]?.delete(tab)
    }
    const present = people.filter((_, n) => (open[n]?.size ?? 0) > 0).map(({ name }) => name)
    expect(presence.usersList(ROOM).users.toSorted()).toEqual(present.toSorted())
    expect(standing(told)).toEqual(present.toSorted())
  }
  presence.close()
}

/** Who is in the room for somebody who only counts joins and leaves; a person in twice, or out twice, shows. */
function standing(told: RoomEvent[]) {
  const names: string[] = []
  for (const event of told) {
    if (event.type === "join") names.push(event.username)
    if (event.type === "leave") names.splice(names.indexOf(event.username), 1)
  }
  return names.toSorted()
}

test("a list is told at most once a second, and the last one is right", () => {
  vi.useFakeTimers()
  const lists: { at: number; users: string[] }[] = []
  const presence = new Presence((_, event) => {
    if (event.type === "users_list") lists.push({ at: performance.now(), users: event.users })
  })
  for (let n = 0; n < 50; n++) {
    presence.join(ROOM, visitor(`guest ${n}`), createTab())
    vi.advanceTimersByTime(100)
  }
  vi.advanceTimersByTime(1_000)
  const pauses = lists.slice(1).map(({ at }, n) => at - (lists[n]?.at ?? 0))
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(1_000)
  expect(lists.at(-1)?.users).toHaveLength(50)
  presence.close()
  vi.useRealTimers()
})

test("a connection that shows no life for the lease is gone by itself", () => {
  vi.useFakeTimers()
  const told: RoomEvent[] = []
  const presence = new Presence((_, event) => told.push(event))
  presence.join(ROOM, visitor("Ann"), createTab())
  vi.advanceTimersByTime(PRESENCE_LEASE_MS)
  expect(told.map(({ type }) => type)).not.toContain("leave")
  vi.advanceTimersByTime(PRESENCE_LEASE_MS)
  expect(told).toContainEqual({ type: "leave", username: "Ann" })
  presence.close()
  vi.useRealTimers()
})

test("a room that empties and fills again is listed no more often", () => {
  vi.useFakeTimers()
  const lists: number[] = []
  const presence = new Presence((_, event) => {
    if (event.type === "users_list") lists.push(performance.now())
  })
  const ann = visitor("Ann")
  for (let n = 0; n < 50; n++) {
    const tab = createTab()
    presence.join(ROOM, ann, tab)
    vi.advanceTimersByTime(60)
    presence.leave(ROOM, ann, tab)
    vi.advanceTimersByTime(60)
  }
  const pauses = lists.slice(1).map((at, n) => at - (lists[n] ?? 0))
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(1_000)
  presence.close()
  vi.useRealTimers()
})

test("in a big room people are told of each change, but not the whole list again", () => {
  vi.useFakeTimers()
  const told = { names: 0, changes: 0 }
  const presence = new Presence((_, event) => {
    if (event.type === "users_list") told.names += event.users.length
    else told.changes++
  })
  const crowd = Array.from({ length: 5_000 }, (_, n) => visitor(`guest ${n}`))
  for (const guest of crowd) {
    presence.join(ROOM, guest, createTab())
    vi.advanceTimersByTime(2)
  }
  const namesWhenFull = told.names
  expect(told.changes).toBe(5_000)
  vi.advanceTimersByTime(2_000)
  presence.leave(ROOM, visitor("nobody"), createTab())
  vi.advanceTimersByTime(2_000)
  expect(told.names).toBe(namesWhenFull)
  // Each of these is told to all, so it counts as often as there are people.
  expect(told.names).toBeLessThan(3 * USERS_LISTED_TO_ALL_MAX)
  presence.close()
  vi.useRealTimers()
})
