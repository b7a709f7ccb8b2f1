/** Followers that come back whenever they are cut off, in both dialects, and keep the seq of every message they hear. */
import { createChatClient } from "../../src/client/sdk/index.ts"
import type { ServerFrame } from "../../src/shared/frames.ts"
import { openRawSocket, type RawSocket } from "./raw-socket.ts"

type Following = { url: string; roomId: number; username: string }

export type PersistentFollower = {
  /** In the order they were heard. */
  seqs: number[]
  /** True once it was told who is there: from then on nothing may be missed. */
  isIn(): boolean
  /** How often it had to come back. */
  comebacks(): number
  leave(): unknown
}

/** The typed client, which comes back by itself. */
export function followTyped({ url, roomId, username }: Following): PersistentFollower {
  const client = createChatClient({ url, username })
  const seqs: number[] = []
  let opened = 0
  let isIn = false
  client.connection.subscribe(({ status }) => {
    if (status === "open") opened++
    // People wait politely; here every moment counts.
    if (status === "waiting") setImmediate(client.connection.retryNow)
  })
  client.onRoomEvent.subscribe(
    { roomId },
    {
      onData({ data }) {
        isIn = true
        if (data.type === "message") seqs.push(data.seq)
      },
    },
  )
  return { seqs, isIn: () => isIn, comebacks: () => opened - 1, leave: client.close }
}

/** A raw socket, opened again with the last `since` as often as it takes. */
export function followRaw({ url, roomId, username }: Following): PersistentFollower {
  const seqs: number[] = []
  let opened = 0
  let isIn = false
  let left = false
  let current: RawSocket

  function open() {
    const place = new URLSearchParams({ username, since: String(seqs.at(-1) ?? 0) })
    current = openRawSocket(`${url}/ws/chat/${roomId}?${place}`)
    current.socket.on("open", () => opened++)
    current.socket.on("message", (data) => {
      const frame: ServerFrame = JSON.parse(String(data))
      isIn = true
      if (frame.type === "message") seqs.push(frame.seq)
    })
    void current.closed.then(() => {
      if (!left) setTimeout(open, 10)
    })
  }

  open()
  return {
    seqs,
    isIn: () => isIn,
    comebacks: () => opened - 1,
    leave() {
      left = true
      current.terminate()
    },
  }
}
