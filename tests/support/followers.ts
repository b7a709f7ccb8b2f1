/** The live dialects, each as the same follower, so that one contract can be read to all of them. */
import type { RoomEvent } from "../../src/shared/events.ts"
import type { ServerFrame } from "../../src/shared/frames.ts"
import type { TestApp } from "./app.ts"
import { createEar } from "./ear.ts"
import { createHttpClient } from "./http-client.ts"

/** Somebody in a room. `after` is the seq to resume from. */
type Following = { roomId: number; username?: string; after?: number }

export type Dialect = {
  name: string
  follow(app: TestApp, following: Following): Follower
}

type Follower = {
  heard: RoomEvent[]
  /** The next event of this type; those before it are passed over. */
  hears<Type extends RoomEvent["type"]>(type: Type): Promise<Extract<RoomEvent, { type: Type }>>
  all<Type extends RoomEvent["type"]>(type: Type): Extract<RoomEvent, { type: Type }>[]
  say(content: string): Promise<unknown>
  types(isTyping: boolean): Promise<unknown>
  leave(): void
  /** Resolves when the following is over, without the follower's doing. */
  over: Promise<unknown>
}

export const trpcDialect: Dialect = {
  name: "tRPC",
  follow: (app, following) => followWith(app.client(following.username), app, following),
}

export const eventsDialect: Dialect = {
  name: "server-sent events",
  follow(app, following) {
    const follower = followWith(createHttpClient(app.url, following.username), app, following)
    app.atTheEnd(follower.leave)
    return follower
  },
}

type Client = Pick<ReturnType<TestApp["client"]>, "onRoomEvent" | "messages" | "typing">

function followWith(client: Client, app: TestApp, { roomId, after }: Following): Follower {
  const ear = createEar<RoomEvent>()
  const lastEventId = after === undefined ? undefined : `${app.chat.epoch}:${after}`
  const over = Promise.withResolvers<void>()
  const feed = client.onRoomEvent.subscribe(
    { roomId, lastEventId },
    {
      onData: ({ data }) => ear.hear(data),
      onError: () => over.resolve(),
      onComplete: () => over.resolve(),
    },
  )
  return {
    heard: ear.heard,
    hears: ear.next,
    all: ear.all,
    say: (content) =>
      client.messages.send.mutate({ roomId, content, clientId: crypto.randomUUID() }),
    types: (isTyping) => client.typing.set.mutate({ roomId, isTyping }),
    leave: () => feed.unsubscribe(),
    over: over.promise,
  }
}

export const rawDialect: Dialect = {
  name: "the raw socket",
  follow(app, { roomId, username, after }) {
    const params = {
      ...(username !== undefined && { username }),
      ...(after !== undefined && { since: String(after) }),
    }
    const raw = app.raw(roomId, params)
    const ear = createEar<RoomEvent>()
    raw.socket.on("message", (data) => ear.hear(eventIn(JSON.parse(String(data)))))
    return {
      heard: ear.heard,
      hears: ear.next,
      all: ear.all,
      say: (content) => raw.say(content, crypto.randomUUID()),
      types: (isTyping) => raw.types(isTyping),
      leave: raw.leave,
      over: raw.closed,
    }
  },
}

/** The frame's event, to show that the two dialects say the same. */
function eventIn(frame: ServerFrame): RoomEvent {
  const camel = (key: string) => key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return Object.fromEntries(
    Object.entries(frame).map(([key, value]) => [camel(key), value]),
  ) as RoomEvent
}
