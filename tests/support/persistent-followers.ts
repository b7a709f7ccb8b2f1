/** Followers that come back whenever they are cut off, in each dialect, and keep the seq of every message they hear. */
import { setTimeout as wait } from "node:timers/promises"
import { createChatClient } from "../../src/client/sdk/index.ts"
import type { RoomEvent } from "../../src/shared/events.ts"
import type { ServerFrame } from "../../src/shared/frames.ts"
import { createMemory, type Memory } from "./follower-memory.ts"
import { openRawSocket, type RawSocket } from "./raw-socket.ts"

const COMEBACK_MS = 10

type Following = { url: string; roomId: number; username: string }

export type PersistentFollower = Memory & {
  /** True once it was told who is there: from then on nothing may be missed. */
  isIn(): boolean
  /** How often it had to come back. */
  comebacks(): number
  leave(): unknown
}

/** The typed client, which comes back by itself. */
export function followTyped({ url, roomId, username }: Following): PersistentFollower {
  const client = createChatClient({ url, username })
  const { kept, hear, skip } = createMemory()
  let opened = 0
  let isIn = false
  client.connection.subscribe(({ status }) => {
    if (status === "open") opened++
    // People wait politely; here every moment counts.
    if (status === "waiting") setTimeout(client.connection.retryNow, COMEBACK_MS)
  })
  client.onRoomEvent.subscribe(
    { roomId },
    {
      onData({ data }) {
        isIn = true
        if (data.type === "message") hear(data.seq, data.clientId)
        if (data.type === "gap") skip(data.latestSeq)
      },
    },
  )
  return { ...kept, isIn: () => isIn, comebacks: () => opened - 1, leave: client.close }
}

/** A raw socket, opened again with the last `since` as often as it takes. */
export function followRaw({ url, roomId, username }: Following): PersistentFollower {
  const { kept, hear, skip, last } = createMemory()
  let opened = 0
  let isIn = false
  let left = false
  let current: RawSocket

  function open() {
    const place = new URLSearchParams({ username, since: String(last()) })
    current = openRawSocket(`${url}/ws/chat/${roomId}?${place}`)
    current.socket.on("open", () => opened++)
    current.socket.on("message", (data) => {
      const frame: ServerFrame = JSON.parse(String(data))
      isIn = true
      if (frame.type === "message") hear(frame.seq, frame.client_id)
      if (frame.type === "gap") skip(frame.latest_seq)
    })
    void current.closed.then(() => {
      if (!left) setTimeout(open, COMEBACK_MS)
    })
  }

  open()
  return {
    ...kept,
    isIn: () => isIn,
    comebacks: () => opened - 1,
    leave() {
      left = true
      current.terminate()
    },
  }
}

/** Server-sent events, asked for again from the last id as often as it takes. */
export function followEvents({ url, roomId, username }: Following): PersistentFollower {
  const { kept, hear, skip } = createMemory()
  const leaving = new AbortController()
  const { signal } = leaving
  let lastEventId: string | undefined
  let opened = 0

  async function listen() {
    const input = encodeURIComponent(JSON.stringify({ roomId, lastEventId }))
    const headers = { accept: "text/event-stream", "x-confab-username": username }
    const { body, ok } = await fetch(`${url}/trpc/onRoomEvent?input=${input}`, { headers, signal })
    if (!(ok && body)) return
    opened++
    let text = ""
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + chunk).split("\n\n")
      text = blocks.pop() ?? ""
      for (const block of blocks) take(block)
    }
  }

  function take(block: string) {
    const id = /^id: (.+)$/m.exec(block)?.[1]
    if (id === undefined) return
    lastEventId = id
    const event: RoomEvent = JSON.parse(/^data: (.+)$/m.exec(block)?.[1] ?? "{}")
    if (event.type === "message") hear(event.seq, event.clientId)
    if (event.type === "gap") skip(event.latestSeq)
  }

  async function goOn() {
    while (!signal.aborted) {
      await listen().catch(() => undefined)
      await wait(COMEBACK_MS)
    }
  }

  void goOn()
  return {
    ...kept,
    isIn: () => lastEventId !== undefined,
    comebacks: () => opened - 1,
    leave: () => leaving.abort(),
  }
}
