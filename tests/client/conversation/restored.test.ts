/** A room whose log is another one all at once, because a backup of the server was restored. */
import { createRoot } from "solid-js"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { createConversations } from "../../../src/client/conversation/conversation.ts"
import type { Message, RoomEvent } from "../../../src/client/sdk/index.ts"

type Handlers = {
  onStarted(): void
  onData(event: { id: string; data: RoomEvent }): void
  onComplete(): void
}

const message = (seq: number, log: string): Message => ({
  ...{ id: seq * 10, roomId: 1, seq, username: "bo", content: `${log} ${seq}` },
  ...{ timestamp: "2026-03-01T10:00:00.000Z", clientId: null },
})

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => setTimeout(draw, 16))
  vi.stubGlobal("cancelAnimationFrame", clearTimeout)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Ann follows a room that goes on after `shared` messages, in one log and then in another. */
async function annInRoom() {
  const shared = [1, 2].map((seq) => message(seq, "shared"))
  const server = { epoch: "a1", log: [...shared, ...[3, 4, 5].map((seq) => message(seq, "lost"))] }
  let handlers: Handlers | undefined
  const client = {
    onRoomEvent: {
      subscribe(_: unknown, given: Handlers) {
        handlers = given
        return { unsubscribe() {} }
      },
    },
    messages: {
      history: {
        query: async () => ({ messages: server.log, nextBefore: null, nextAfter: null }),
      },
    },
  }
  const outbox = { subscribe() {}, confirm() {} }
  const { conversation, leave } = createRoot((leave) => {
    const conversation = createConversations({ client } as never, outbox as never)(1)
    conversation.subscribe()
    return { conversation, leave }
  })

  const receives = async (...events: RoomEvent[]) => {
    for (const data of events)
      handlers?.onData({ id: `${server.epoch}:${server.log.length}`, data })
    await vi.advanceTimersByTimeAsync(1_000)
  }
  const starts = async () => {
    handlers?.onStarted()
    await receives({ type: "join", username: "ann" })
  }
  await starts()

  return {
    conversation,
    receives,
    restore() {
      server.epoch = "b2"
      server.log = [...shared, message(3, "new")]
    },
    async says(seq: number) {
      const said = message(seq, "new")
      server.log.push(said)
      await receives({ type: "message", ...said })
    },
    /** The server ended the subscription; the next one begins here and now. */
    async startsAnew() {
      handlers?.onComplete()
      await vi.advanceTimersByTimeAsync(2_000)
      await starts()
    },
    contents: () => conversation.state().entries.map(({ content }) => content),
    [Symbol.dispose]: leave,
  }
}

const restored = ["shared 1", "shared 2", "new 3", "new 4"]

test("what is said in it is shown, although it is shorter than the old one", async () => {
  using ann = await annInRoom()
  expect(ann.contents()).toEqual(["shared 1", "shared 2", "lost 3", "lost 4", "lost 5"])
  ann.restore()
  await ann.receives({ type: "gap", latestSeq: 3 })
  await ann.says(4)
  expect(ann.contents()).toEqual(restored)
})

test("a reader of older messages does not go on in the old one", async () => {
  using ann = await annInRoom()
  ann.conversation.savePosition({ index: 1, top: 0 })
  ann.restore()
  await ann.receives({ type: "gap", latestSeq: 3 })
  await ann.says(4)
  expect(ann.contents()).toEqual(restored)
})

test("also where a new subscription begins without a gap event", async () => {
  using ann = await annInRoom()
  ann.restore()
  await ann.startsAnew()
  await ann.says(4)
  expect(ann.contents()).toEqual(restored)
})
