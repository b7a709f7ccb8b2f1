/** Followers that come back whenever they are cut off, in both dialects, and keep the seq of every message they hear. */
import { createChatClient } from "../../src/client/sdk/index.ts"
import type { ServerFrame } from "../../src/shared/frames.ts"
import { REPLAY_EVENTS_MAX } from "../../src/shared/limits.ts"
import { openRawSocket, type RawSocket } from "./raw-socket.ts"

type Following = { url: string; roomId: number; username: string }

export type PersistentFollower = {
  /** In the order they were heard; those behind a gap, which are for history to tell, count as heard with it. */
  seqs: number[]
  /** True once it was told who is there: from then on nothing may be missed. */
  isIn(): boolean
  /** How often it had to come back. */
  comebacks(): number
  leave(): unknown
}

/** Nobody may be told of a gap who is not far behind: whoever is keeps the hole. */
function skip(seqs: number[], latestSeq: number) {
  const last = seqs.at(-1) ?? 0
  if (latestSeq - last <= REPLAY_EVENTS_MAX) return
  for (let seq = last + 1; seq <= latestSeq; seq++) seqs.push(seq)
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
        if (data.type === "gap") skip(seqs, data.latestSeq)
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
      if (frame.type === "gap") skip(seqs, frame.latest_seq)
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
