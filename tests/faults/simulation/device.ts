/**
 * Somebody's device: the app's own conversation, over a connection that can be lost at any moment. What is asked and
 * what is told waits for its turn, in order; what is on its way when the connection is lost is lost with it. Once there
 * is another, what was not answered is asked again, and a following goes on after the last event that arrived.
 */
import { setImmediate as quiet } from "node:timers/promises"
import { TRPCClientError } from "@trpc/client"
import type { Scheduler } from "fast-check"
import { createRoot } from "solid-js"
import { createConversations } from "../../../src/client/conversation/conversation.ts"
import { createKept } from "../../../src/client/kept/kept.ts"
import type { Live } from "../../../src/client/live.ts"
import { createOutbox } from "../../../src/client/outbox/outbox.ts"
import { eventId, seqOfEvent } from "../../../src/server/api/position.ts"
import type { Person } from "../../../src/server/chat/people.ts"
import { ChatError } from "../../../src/shared/errors.ts"
import type { RoomEvent } from "../../../src/shared/events.ts"
import { HISTORY_MESSAGES_DEFAULT } from "../../../src/shared/limits.ts"
import type { History, HistoryPage, Message, NewMessage } from "../../../src/shared/schema.ts"
import { newPeer } from "../../support/peer.ts"
import type { Feeds } from "./feeds.ts"
import { createLane } from "./lane.ts"
import { expectNoHoles } from "./screen.ts"

// A frame is drawn as soon as nothing else is to be done.
Object.assign(globalThis, {
  requestAnimationFrame: setImmediate,
  cancelAnimationFrame: clearImmediate,
})

export type Surroundings = {
  scheduler: Scheduler
  roomId: number
  epoch: string
  follow: Feeds["follow"]
  history: (page: HistoryPage) => Promise<History>
  send(who: Person, message: NewMessage): Promise<Message>
  /** Is told of work that must not fail. */
  watch(work: Promise<unknown>): void
}

type Handlers = {
  onStarted(): void
  onData(told: { id: string; data: RoomEvent }): void
  onComplete(): void
  onError(error: unknown): void
}
type Following = { handlers: Handlers; lastEventId: string | null }
type Asked = (line: Line) => void
type Line = {
  gone: AbortController
  up(frame: () => void): void
  down(frame: () => void): void
  running: Map<Following, AbortController>
}

export function createDevice(who: Person | null, world: Surroundings) {
  const { scheduler, roomId, epoch, follow, history, send, watch } = world
  const followings = new Set<Following>()
  const asked = new Set<Asked>()
  let line: Line | null = openLine()
  let reading = Promise.withResolvers<void>()
  let leave: (() => void) | null = null
  let seen: Live | null = null
  const connectionListeners = new Set<() => void>()
  reading.resolve()

  function openLine(): Line {
    const gone = new AbortController()
    const turn = (what: string) => () => scheduler.schedule(Promise.resolve(), what)
    const up = createLane(turn("up"), (frame: () => void) => gone.signal.aborted || frame())
    const down = createLane(turn("down"), (frame: () => void) => {
      if (gone.signal.aborted) return
      frame()
      watch(quiet().then(look))
    })
    return { gone, up, down, running: new Map() }
  }

  function look() {
    if (seen === conversation.live()) return
    seen = conversation.live()
    expectNoHoles(seen)
  }

  function ask<Answer>(call: () => Promise<Answer>, signal?: AbortSignal): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    signal?.addEventListener("abort", () => {
      asked.delete(question)
      reject(signal.reason)
    })
    const question: Asked = (line) => {
      const answered = (settle: () => void) => () => {
        asked.delete(question)
        settle()
      }
      line.up(() =>
        call().then(
          (answer) => line.down(answered(() => resolve(answer))),
          (error) => line.down(answered(() => reject(asTold(error)))),
        ),
      )
    }
    asked.add(question)
    if (line) question(line)
    return promise
  }

  async function serve(following: Following, { gone, down, running }: Line) {
    const over = new AbortController()
    running.set(following, over)
    gone.signal.addEventListener("abort", () => over.abort())
    const hear = (tell: (handlers: Handlers) => void) =>
      down(() => followings.has(following) && tell(following.handlers))
    const end = (tell: (handlers: Handlers) => void) =>
      hear((handlers) => {
        followings.delete(following)
        tell(handlers)
      })
    const after = seqOfEvent(epoch, following.lastEventId)
    const connection = { ...newPeer(), seenAt: () => performance.now() }
    try {
      const feed = await follow({ roomId, who, after, connection, signal: over.signal })
      hear(({ onStarted }) => onStarted())
      for await (const { seq, event } of feed) {
        await reading.promise
        hear(({ onData }) => {
          const id = eventId(epoch, seq)
          following.lastEventId = id
          onData({ id, data: event })
        })
      }
      end(({ onComplete }) => onComplete())
    } catch (error) {
      if (!(error instanceof ChatError)) throw error
      end(({ onError }) => onError(asTold(error)))
    }
  }

  const begin = (following: Following, line: Line) =>
    line.up(() => followings.has(following) && watch(serve(following, line)))

  const client = {
    onRoomEvent: {
      subscribe(_: unknown, handlers: Handlers) {
        const following: Following = { handlers, lastEventId: null }
        followings.add(following)
        if (line) begin(following, line)
        return {
          unsubscribe() {
            const running = line?.running
            followings.delete(following)
            line?.up(() => running?.get(following)?.abort())
          },
        }
      },
    },
    messages: {
      history: {
        query: (page: { before?: number }) =>
          ask(() => history({ ...page, roomId, limit: HISTORY_MESSAGES_DEFAULT })),
      },
      send: {
        mutate: (message: NewMessage, { signal }: { signal: AbortSignal }) =>
          ask(() => send(who as Person, message), signal),
      },
    },
    connection: {
      state: () => ({ status: line ? "open" : "connecting" }),
      subscribe(listener: () => void) {
        connectionListeners.add(listener)
        return () => connectionListeners.delete(listener)
      },
    },
  }
  const api = { client, username: who?.username ?? "" }
  // A browser that keeps nothing, with one tab: what is random here is only what the scheduler draws.
  const shelf = createKept(api.username).outbox
  const tabs = { takeTurn: (work: () => Promise<void>) => work(), join: () => () => undefined }
  const outbox = createRoot(() => createOutbox(api as never, { shelf, tabs }))
  const conversation = createConversations(api as never, outbox)(roomId)

  return {
    conversation,

    enter() {
      leave ??= createRoot((dispose) => {
        conversation.follow()
        return dispose
      })
    },

    leave() {
      leave?.()
      if (leave) conversation.leave()
      leave = null
    },

    drop() {
      line?.gone.abort()
      line = null
      for (const listener of connectionListeners) listener()
    },

    reconnect() {
      if (line) return
      const next = openLine()
      line = next
      for (const following of followings) begin(following, next)
      for (const question of asked) question(next)
      for (const listener of connectionListeners) listener()
    },

    /** Stops taking from the feed. */
    pause() {
      reading.resolve()
      reading = Promise.withResolvers<void>()
    },

    goOn: () => reading.resolve(),
  }
}

const asTold = ({ code, message }: ChatError) =>
  TRPCClientError.from({
    error: { code: -32_000, message, data: { code, chatCode: code } },
  } as never)

export type Device = ReturnType<typeof createDevice>
