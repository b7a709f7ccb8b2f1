/** That every command and every feed asks whether it is allowed, and does nothing where it is not. */
import { expect, test } from "vitest"
import { createAccess, type May, may } from "../../../src/server/chat/access.ts"
import { type Chat, createChat } from "../../../src/server/chat/chat.ts"
import { openStore } from "../../../src/server/store/open.ts"
import { newCaller } from "../../support/caller.ts"
import { codeOf } from "../../support/test-store.ts"

type Asked = Parameters<May>[1]
type Ask = (chat: Chat, roomId: number) => Promise<unknown>

const ann = newCaller("Ann")

const commands: [name: string, action: Asked, ask: Ask][] = [
  ["rooms.create", "create room", (chat) => chat.rooms.create(ann, { name: "another" })],
  ["rooms.list", "list rooms", (chat) => chat.rooms.list(ann)],
  ["rooms.activity", "list rooms", (chat) => chat.rooms.activity(ann)],
  ["rooms.delete", "delete", (chat, roomId) => chat.rooms.delete(ann, { roomId })],
  ["messages.history", "read", (chat, roomId) => chat.messages.history(ann, { roomId, limit: 1 })],
  [
    "messages.send",
    "post",
    (chat, roomId) => chat.messages.send(ann, { roomId, content: "hi", clientId: null }),
  ],
  ["setTyping", "type", (chat, roomId) => chat.setTyping(ann, { roomId, isTyping: true })],
  ["follow", "follow", (chat, roomId) => chat.follow(ann, { roomId, after: null })],
  ["followRooms", "list rooms", (chat) => chat.followRooms(ann)],
  ["followActivity", "list rooms", async (chat) => chat.followActivity(ann)],
]

async function startChat(isAllowed: May) {
  const store = await openStore("sqlite::memory:")
  const { id: roomId } = await store.createRoom({ name: "lobby", key: "lobby" })
  const chat = createChat({ store, rateLimit: false, may: isAllowed })
  return {
    chat,
    roomId,
    stored: async () => ({
      rooms: (await store.rooms({ after: 0, limit: 9 })).length,
      messages: (await store.history({ roomId, limit: 9 })).length,
    }),
    async [Symbol.asyncDispose]() {
      chat.close()
      await store.close()
    },
  }
}

const untouched = { rooms: 1, messages: 0 }

test.each(commands)(
  "%s is refused to a caller that may not %s, with nothing done",
  async (_, action, ask) => {
    await using started = await startChat((_caller, asked) => asked !== action)
    expect(await codeOf(ask(started.chat, started.roomId))).toBe("NOT_ALLOWED")
    expect(await started.stored()).toEqual(untouched)
  },
)

test.each(commands.filter(([, , ask]) => ask.length === 2))(
  "%s answers for a room that may not be seen as for one that is not there",
  async (_, action, ask) => {
    const hidden = await startChat((_caller, asked) => asked !== action && asked !== "see")
    await using started = hidden
    const refusal = await ask(started.chat, started.roomId).catch((error: Error) => error)
    expect(refusal).toMatchObject({ code: "ROOM_NOT_FOUND", message: "Room not found" })
    expect(await started.stored()).toEqual(untouched)
  },
)

test("access is asked for the very caller and room", () => {
  const asked: unknown[] = []
  const access = createAccess((...question) => asked.push(question) > 0)
  access.admitTo(ann, 7, "post")
  access.admit(ann, "create room")
  expect(asked).toEqual([
    [ann, "post", 7],
    [ann, "create room", null],
  ])
})

test("as long as nobody owns the server, everything is allowed, also without a name", () => {
  for (const caller of [ann, newCaller()])
    for (const [, action] of commands) expect(may(caller, action, 1)).toBe(true)
})
