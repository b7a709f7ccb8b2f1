import { describe, expect, test } from "vitest"
import { newestPage, withCachedPage } from "../../../src/client/room/cached.ts"
import { applyAction } from "../../../src/client/room/reducer.ts"
import { emptyRoom, type RoomAction, type RoomState } from "../../../src/client/room/state.ts"
import type { Message } from "../../../src/shared/schema.ts"

const AT = "2026-03-01T10:00:00.000Z"

const message = (seq: number, fields: Partial<Message> = {}): Message => ({
  id: seq * 10,
  roomId: 1,
  seq,
  username: "bo",
  content: `message ${seq}`,
  timestamp: AT,
  clientId: null,
  ...fields,
})

const received = (seq: number, fields?: Partial<Message>): RoomAction => ({
  type: "message",
  ...message(seq, fields),
})

const written = (clientId: string, content = clientId): RoomAction => ({
  type: "sending",
  clientId,
  content,
  username: "ann",
  timestamp: AT,
})

const roomAfter = (...events: RoomAction[]): RoomState => events.reduce(applyAction, emptyRoom())
const contents = (state: RoomState) => state.entries.map(({ content }) => content)

describe("what is written here", () => {
  test("is there at once, after everything else", () => {
    const state = roomAfter(received(1), written("hi"), received(2))
    expect(contents(state)).toEqual(["message 1", "message 2", "hi"])
    expect(state.entries.at(-1)).toMatchObject({ state: "sending" })
  })

  test("keeps its key when its echo comes", () => {
    const sending = roomAfter(written("hi"))
    const stored = applyAction(
      sending,
      received(1, { username: "ann", content: "hi", clientId: "hi" }),
    )
    expect(stored.entries).toMatchObject([{ key: sending.entries[0]?.key, state: "logged" }])
  })

  test("waits for its turn when its acknowledgement overtakes what others said", () => {
    const own = message(2, { username: "ann", clientId: "hi", content: "hi" })
    const acknowledged = roomAfter(written("hi"), { type: "acknowledged", ...own })
    expect(acknowledged.entries).toMatchObject([{ state: "sent" }])
    const state = [received(1), received(2, own)].reduce(applyAction, acknowledged)
    expect(contents(state)).toEqual(["message 1", "hi"])
  })

  test("goes where it belongs when it turns out to be stored long ago", () => {
    const newest: RoomAction = {
      type: "newest",
      messages: [message(8)],
      nextBefore: 80,
      nextAfter: null,
    }
    const answer: RoomAction = {
      type: "acknowledged",
      ...message(3, { username: "ann", clientId: "hi" }),
    }
    expect(contents(roomAfter(newest, written("hi"), answer))).toEqual(["message 8"])
    const late = roomAfter(written("hi"), { type: "subscribed" }, answer, newest)
    expect(contents(late)).toEqual(["message 8"])
  })

  test("is not taken for what another person wrote under the same client id", () => {
    const state = roomAfter(written("1", "mine"), received(1, { clientId: "1", content: "theirs" }))
    expect(contents(state)).toEqual(["theirs", "mine"])
  })

  test("says why it was refused, and goes last when it is tried again", () => {
    const refused: RoomAction = { type: "refused", clientId: "a", why: { code: "CONNECTION_LOST" } }
    const state = roomAfter(written("a"), written("b"), refused)
    expect(state.entries[0]).toMatchObject({ state: "refused", why: { code: "CONNECTION_LOST" } })
    const again = applyAction(state, written("a"))
    expect(contents(again)).toEqual(["b", "a"])
    expect(again.entries[1]).toMatchObject({ state: "sending", why: null })
  })

  test("is removed when it is discarded", () => {
    expect(roomAfter(written("a"), { type: "discarded", clientId: "a" }).entries).toEqual([])
  })

  test("outlives leaving the room", () => {
    expect(contents(roomAfter(received(1), written("a"), { type: "reset" }))).toEqual(["a"])
  })
})

describe("history", () => {
  const newest: RoomAction = {
    type: "newest",
    messages: [message(8), message(9)],
    nextBefore: 80,
    nextAfter: null,
  }

  test("puts events received while it was loading after it", () => {
    expect(contents(roomAfter({ type: "subscribed" }, received(10), newest))).toEqual([
      "message 8",
      "message 9",
      "message 10",
    ])
  })

  test("replaces what is known when something between would be missing", () => {
    const state = roomAfter(received(3), { type: "subscribed" }, newest)
    expect(contents(state)).toEqual(["message 8", "message 9"])
    expect(state.nextBefore).toBe(80)
  })

  test("keeps what is known when it reaches back to it", () => {
    const known: RoomAction = {
      type: "newest",
      messages: [message(7)],
      nextBefore: 70,
      nextAfter: null,
    }
    const state = roomAfter(known, { type: "subscribed" }, newest)
    expect(contents(state)).toEqual(["message 7", "message 8", "message 9"])
    expect(state.nextBefore).toBe(70)
  })

  test("grows upwards by older pages, each once", () => {
    const older: RoomAction = {
      type: "older",
      before: 80,
      messages: [message(6), message(7)],
      nextBefore: null,
      nextAfter: null,
    }
    const state = roomAfter(newest, older, older)
    expect(state.entries.map(({ seq }) => seq)).toEqual([6, 7, 8, 9])
    expect(state.nextBefore).toBeNull()
  })

  test("forgets the log after a gap, but nothing unsent", () => {
    const state = roomAfter(newest, written("hi"), { type: "gap", latestSeq: 2 })
    expect(contents(state)).toEqual(["hi"])
    expect(state.nextBefore).toBeUndefined()
  })
})

describe("what an earlier visit saw", () => {
  const cached: RoomAction = {
    type: "cached",
    messages: [message(5), message(6), message(7, { username: "ann", clientId: "hi" })],
    nextBefore: 50,
  }
  const page = (...messages: Message[]): RoomAction => ({
    type: "newest",
    messages,
    nextBefore: messages[0]?.id ?? null,
    nextAfter: null,
  })

  test("are at most the newest 200 messages, and nothing unsent", () => {
    const messages = Array.from({ length: 201 }, (_, before) => message(before + 1))
    const state = roomAfter({ ...page(...messages) }, written("unsent"))
    expect(newestPage(state, 1)).toEqual({ messages: messages.slice(1), nextBefore: 20 })
    expect(newestPage(roomAfter(cached), 1)).toBeUndefined()
  })

  test("is shown until history is here, with what is unsent after it", () => {
    const state = withCachedPage(roomAfter(written("new"), written("hi"), cached))
    expect(contents(state)).toEqual(["message 5", "message 6", "message 7", "new"])
    expect(state.nextBefore).toBe(50)
  })

  test("goes on into history that reaches back to it, each once", () => {
    const state = roomAfter(
      cached,
      { type: "subscribed" },
      received(9),
      page(message(7), message(8)),
    )
    expect(withCachedPage(state).entries.map(({ seq }) => seq)).toEqual([5, 6, 7, 8, 9])
    expect(state.nextBefore).toBe(50)
    const farther = roomAfter(cached, page(message(4), message(5), message(8)))
    expect(farther.nextBefore).toBe(40)
  })

  test("gives way where something between would be missing", () => {
    const state = roomAfter(cached, { type: "subscribed" }, page(message(8), message(9)))
    expect(contents(withCachedPage(state))).toEqual(["message 8", "message 9"])
  })

  test("gives way to another database, whose numbers are the same", () => {
    const later = "2026-04-01T10:00:00.000Z"
    const state = roomAfter(cached, { type: "subscribed" }, page(message(7, { timestamp: later })))
    expect(withCachedPage(state).entries).toMatchObject([{ seq: 7, timestamp: later }])
  })

  test("goes as far as the room's history, which may be that of an older backup", () => {
    const state = roomAfter(cached, page(message(4), message(5)), received(6, { content: "new" }))
    expect(contents(withCachedPage(state))).toEqual(["message 4", "message 5", "new"])
  })

  test("changes nothing once history is here", () => {
    const state = roomAfter(page(message(8)), cached)
    expect(withCachedPage(state)).toBe(state)
    expect(contents(state)).toEqual(["message 8"])
  })
})

describe("people", () => {
  const typing = (username: string, isTyping = true): RoomAction => ({
    type: "typing",
    username,
    isTyping,
  })

  test("are those of the last list, changed by joins and leaves since", () => {
    const state = roomAfter(
      { type: "users_list", users: ["ann", "bo"] },
      { type: "join", username: "cy" },
      { type: "join", username: "Ann" },
      { type: "leave", username: "bo" },
    )
    expect(state.people).toEqual(["ann", "cy"])
  })

  test("type until they stop, speak or leave", () => {
    const state = roomAfter(typing("bo"), typing("cy"), typing("di"), typing("bo"))
    expect(state.typing).toEqual(["bo", "cy", "di"])
    const later = [received(1), typing("cy", false), { type: "leave", username: "di" } as const]
    expect(later.reduce(applyAction, state).typing).toEqual([])
  })

  test("learn that the room was deleted", () => {
    expect(roomAfter({ type: "room_deleted", roomId: 1 }).deleted).toBe(true)
  })
})
