import fc from "fast-check"
import { expect, test } from "vitest"
import { applyAction } from "../../../src/client/room/reducer.ts"
import { emptyRoom, type RoomAction, type RoomState } from "../../../src/client/room/state.ts"
import type { History, Message } from "../../../src/shared/schema.ts"

const AT = "2026-03-01T10:00:00.000Z"

const steps = [
  "write",
  "store",
  "refuse",
  "answer",
  "others",
  "hear",
  "replay",
  "reconnect",
  "gap",
  "readNewest",
  "showNewest",
  "readOlder",
  "showOlder",
  "readAround",
  "showAround",
  "readNewer",
  "showNewer",
  "part",
] as const

test("whatever happens in whatever order, every message is there once and in order", () => {
  const step = fc.record({
    what: fc.constantFrom(...steps),
    which: fc.constantFrom("a", "b", "c"),
    many: fc.integer({ min: 1, max: 4 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100, size: "max" }), (taken) => {
      const room = createRoom()
      for (const { what, which, many } of taken) {
        room.steps[what](which, many)
        expectOrder(room.state())
      }
      room.settle()
      expect(storedIn(room.state())).toEqual(room.log())
      expect(unsentIn(room.state())).toEqual(room.waiting())
    }),
    { numRuns: 1_000 },
  )
})

function expectOrder(state: RoomState) {
  const { entries, nextBefore, missingAfter } = state
  expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length)
  const stored = storedIn(state)
  expect(entries.slice(stored.length).every(({ state }) => state !== "logged")).toBe(true)
  expect(stored).toEqual([...new Set(stored)].sort((a, b) => a - b))
  const [first = 1] = stored
  if (nextBefore === null && missingAfter === null) expect(first).toBe(1)
  if (nextBefore !== undefined && missingAfter === null)
    expect(stored).toEqual(stored.map((_, index) => first + index))
}

const storedIn = ({ entries }: RoomState) => entries.map(({ seq }) => seq).filter(Number.isFinite)

const unsentIn = ({ entries }: RoomState) =>
  entries.flatMap(({ state, clientId }) => (state === "logged" ? [] : [clientId])).sort()

/** A server that keeps a log, and a screen that hears of it in pieces, late, or twice. */
function createRoom() {
  const log: Message[] = []
  const mine = new Set<string>()
  let state = emptyRoom()
  let heard = 0
  let newest: "wanted" | History | null = "wanted"
  let older: (History & { before: number }) | null = null
  let newer: (History & { after: number }) | null = null
  let around: History | null = null

  const apply = (event: RoomAction) => {
    state = applyAction(state, event)
  }
  const tell = (messages: Message[]) => {
    const [only, ...more] = messages
    if (only && more.length === 0) apply({ type: "message", ...only })
    else apply({ type: "messages", messages })
  }
  const find = (username: string, clientId: string) =>
    log.find((message) => message.username === username && message.clientId === clientId)

  function append(username: string, clientId: string) {
    const seq = log.length + 1
    const isUsed = find(username, clientId) !== undefined
    const said = { username, content: `message ${seq}`, clientId: isUsed ? null : clientId }
    log.push({ id: seq * 10, roomId: 1, seq, timestamp: AT, ...said })
  }

  function page(before: number, limit: number): History {
    const all = log.filter(({ id }) => id < before)
    const messages = all.slice(-limit)
    return {
      messages,
      nextBefore: all.length > limit ? (messages[0]?.id ?? null) : null,
      nextAfter: null,
    }
  }

  function pageAfter(after: number, limit: number): History {
    const all = log.filter(({ id }) => id > after)
    const messages = all.slice(0, limit)
    const nextAfter = all.length > limit ? (messages.at(-1)?.id ?? null) : null
    return { messages, nextBefore: messages[0]?.id ?? after + 1, nextAfter }
  }

  /** The stream goes on from here; what was before, history has to tell. */
  function listenAnew(event: RoomAction) {
    apply(event)
    heard = log.length
    newer = null
    around = null
    newest = state.nextAfter === null ? "wanted" : null
  }

  const taken: Record<(typeof steps)[number], (which: string, many: number) => void> = {
    write(which) {
      mine.add(which)
      apply({ type: "sending", clientId: which, content: which, username: "ann", timestamp: AT })
    },
    store(which) {
      if (mine.has(which) && !find("ann", which)) append("ann", which)
    },
    refuse: (which) => apply({ type: "refused", clientId: which, why: { code: "UNEXPECTED" } }),
    answer(which) {
      const stored = find("ann", which)
      if (stored) apply({ type: "acknowledged", ...stored })
    },
    others: (which) => append("bo", which),
    hear(_, many) {
      tell(log.slice(heard, heard + many))
      heard = Math.min(log.length, heard + many)
    },
    replay: (_, many) => tell(log.slice(0, heard).slice(-many)),
    reconnect: () => listenAnew({ type: "subscribed" }),
    gap: () => listenAnew({ type: "gap", latestSeq: log.length }),
    readNewest(_, many) {
      if (newest && state.nextAfter === null) newest = page(Number.POSITIVE_INFINITY, many)
    },
    showNewest() {
      if (newest === null || newest === "wanted") return
      apply({ type: "newest", ...newest })
      newest = null
    },
    readOlder(_, many) {
      const before = state.nextBefore
      if (typeof before === "number") older ??= { before, ...page(before, many) }
    },
    showOlder() {
      if (older) apply({ type: "older", ...older })
      older = null
    },
    /** Only the last question for another window counts. */
    readAround(_, many) {
      const id = 10 * Math.min(many, log.length)
      if (log.length === 0) return
      const from = pageAfter(id, many)
      const until = page(id + 1, many)
      around = {
        ...until,
        messages: [...until.messages, ...from.messages],
        nextAfter: from.nextAfter,
      }
      newest = null
    },
    showAround() {
      if (around) apply({ type: "around", ...around })
      around = null
    },
    readNewer(_, many) {
      const after = state.nextAfter
      if (after !== null) newer ??= { after, ...pageAfter(after, many) }
    },
    showNewer() {
      if (newer) apply({ type: "newer", ...newer })
      newer = null
    },
    part: () => apply({ type: "detached" }),
  }
  taken.reconnect("", 1)

  return {
    steps: taken,
    state: () => state,
    log: () => log.map(({ seq }) => seq),
    waiting: () => [...mine].filter((which) => !find("ann", which)).sort(),

    /** The connection is back and stays, and the reader scrolls to the top. */
    settle() {
      taken.reconnect("", 1)
      taken.readNewest("", 3)
      taken.showNewest("", 1)
      taken.showOlder("", 1)
      taken.showNewer("", 1)
      while (state.nextAfter !== null) {
        taken.readNewer("", 2)
        taken.showNewer("", 1)
      }
      while (typeof state.nextBefore === "number") {
        taken.readOlder("", 2)
        taken.showOlder("", 1)
      }
    },
  }
}
