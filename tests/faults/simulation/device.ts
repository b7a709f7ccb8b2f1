/**
 * Somebody's device: the app's own conversation, over a connection that can be lost at any moment. What is asked and
 * what is told waits for its turn, in order; what is on its way when the connection is lost is lost with it. Once there
 * is another, what was not answered is asked again, and a following goes on after the last event that arrived.
 */
import { setImmediate as quiet } from "node:timers/promises"
import type { Scheduler } from "fast-check"
import { createRoot } from "solid-js"
import { createConversations } from "../../../src/client/conversation/conversation.ts"
import { Outbox } from "../../../src/client/outbox/outbox.ts"
import type { RoomState } from "../../../src/client/room/state.ts"
import { createStorage } from "../../../src/client/storage/storage.ts"
import { eventId, seqOfEvent } from "../../../src/server/api/resume-token.ts"
import type { Person } from "../../../src/server/identity/person.ts"
import { ChatError } from "../../../src/shared/errors.ts"
import { HISTORY_MESSAGES_DEFAULT } from "../../../src/shared/limits.ts"
import type { History, HistoryPage, Message, NewMessage } from "../../../src/shared/schema.ts"
import { newPeer } from "../../support/peer.ts"
import type { Feeds, Proof } from "./feeds.ts"
import { asTold, type Following, type Handlers } from "./following.ts"
import { createLane } from "./lane.ts"
import { createReading, type Reading } from "./reading.ts"
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

type Asked = (line: Line) => void
type Line = {
  gone: AbortController
  up(frame: () => void): void
  down(frame: () => void): void
  running: Map<Following, AbortController>
  readings: Set<Reading>
}

export function createDevice(who: Person | null, world: Surroundings) {
  const { scheduler, roomId, epoch, follow, history, send, watch } = world
  const followings = new Set<Following>()
  const asked = new Set<Asked>()
  let line: Line | null = openLine()
  let isPaused = false
  let leave: (() => void) | null = null
  let seen: RoomState | null = null
  const connectionListeners = new Set<() => void>()

  function openLine(): Line {
    const gone = new AbortController()
    const turn = (what: string) => () => scheduler.schedule(Promise.resolve(), what)
    const up = createLane(turn("up"), (frame: () => void) => gone.signal.aborted || frame())
    const down = createLane(turn("down"), (frame: () => void) => {
      if (gone.signal.aborted) return
      frame()
      watch(quiet().then(look))
    })
    return { gone, up, down, running: new Map(), readings: new Set() }
  }

  function look() {
    if (seen === conversation.state()) return
    seen = conversation.state()
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

  async function serve(following: Following, at: Line) {
    const over = new AbortController()
    at.running.set(following, over)
    at.gone.signal.addEventListener("abort", () => over.abort())
    const after = seqOfEvent(epoch, following.lastEventId)
    const peer = { ...newPeer(), seenAt: () => performance.now() }
    try {
      const proof = await follow({ person: who, address: peer.address, peer }, { roomId, after })
      if (over.signal.aborted) return proof.left()
      hear(following, at, ({ onStarted }) => onStarted())
      read(proof, following, { ...at, over })
    } catch (error) {
      if (!(error instanceof ChatError)) throw error
      end(following, at, ({ onError }) => onError(asTold(error)))
    }
  }

  function read(proof: Proof, following: Following, at: Line & { over: AbortController }) {
    const reading = createReading({
      told: (told) => watch(Promise.try(proof.check, told)),
      over: () => watch(Promise.try(proof.ended)),
      read: ({ seq, event }) =>
        hear(following, at, ({ onData }) => {
          const id = eventId(epoch, seq)
          following.lastEventId = id
          onData({ id, data: event })
        }),
      ended: () => end(following, at, ({ onComplete }) => onComplete()),
      cut() {
        at.over.abort()
        // The line itself has a moment's life of its own.
        watch(quiet().then(() => line?.gone === at.gone && comeBack()))
      },
    })
    at.over.signal.addEventListener("abort", () => {
      reading.close()
      at.readings.delete(reading)
      proof.left()
      proof.feed.leave()
    })
    at.readings.add(reading)
    if (isPaused) reading.pause()
    proof.feed.deliver(reading.seat)
  }

  const hear = (following: Following, { down }: Line, tell: (handlers: Handlers) => void) =>
    down(() => followings.has(following) && tell(following.handlers))

  const end = (following: Following, at: Line, tell: (handlers: Handlers) => void) =>
    hear(following, at, (handlers) => {
      followings.delete(following)
      tell(handlers)
    })

  const begin = (following: Following, line: Line) =>
    line.up(() => followings.has(following) && watch(serve(following, line)))

  function drop() {
    line?.gone.abort()
    line = null
    for (const listener of connectionListeners) listener()
  }

  function reconnect() {
    if (line) return
    const next = openLine()
    line = next
    for (const following of followings) begin(following, next)
    for (const question of asked) question(next)
    for (const listener of connectionListeners) listener()
  }

  function comeBack() {
    drop()
    reconnect()
  }

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
  const api = { client, username: who?.name ?? "", personId: who?.id ?? "" }
  // A browser that keeps nothing, with one tab: what is random here is only what the scheduler draws.
  const store = createStorage(api.personId).outbox
  const tabLock = { run: (work: () => Promise<void>) => work(), openChannel: () => () => undefined }
  const outbox = createRoot(() => new Outbox(api as never, { store, tabLock }))
  const conversation = createConversations(api as never, outbox)(roomId)

  return {
    conversation,

    enter() {
      leave ??= createRoot((dispose) => {
        conversation.subscribe()
        return dispose
      })
    },

    leave() {
      leave?.()
      if (leave) conversation.leave()
      leave = null
    },

    drop,
    reconnect,

    /** Stops reading what the server writes. */
    pause() {
      isPaused = true
      for (const reading of line?.readings ?? []) reading.pause()
    },

    goOn() {
      isPaused = false
      for (const reading of line?.readings ?? []) reading.goOn()
    },
  }
}

export type Device = ReturnType<typeof createDevice>
