/**
 * What clients have sent of WebSocket messages that they do not end: each is bounded (`maxPayload`, `maxFragments`,
 * `maxBufferedChunks`), and here all of them together, as what clients have still to read is.
 */

import type { Holder } from "../admission/held-bytes.ts"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import { PIECE_BYTES, SMALL_FRAME_BYTES, UNFINISHED_LOOK_MS } from "../limits.ts"
import type { Socket } from "./socket.ts"

type Unfinished = Holder & { bytes: number }

/** Looks after all of the sockets from time to time; the answer stops it. */
export function countUnfinished(sockets: () => Socket[], budget: MemoryBudget): () => void {
  const unfinished = new Map<Socket, Unfinished>()

  function count(socket: Socket, bytes: number) {
    const known = unfinished.get(socket)
    if (known && bytes < known.bytes) letGo(socket, known)
    if (bytes <= SMALL_FRAME_BYTES) return
    const held = unfinished.get(socket) ?? {
      address: socket.address,
      bytes: 0,
      cut: () => socket.drop(),
    }
    unfinished.set(socket, held)
    if (bytes > held.bytes) budget.hold(held, bytes - held.bytes)
    held.bytes = bytes
  }

  function letGo(socket: Socket, held: Unfinished) {
    unfinished.delete(socket)
    budget.release(held)
  }

  function look() {
    for (const [socket, held] of unfinished) if (!socket.isOpen) letGo(socket, held)
    for (const socket of sockets()) count(socket, bytesOf(socket))
  }

  const looking = setInterval(look, UNFINISHED_LOOK_MS)
  looking.unref()
  return () => clearInterval(looking)
}

/** As `ws` keeps them: pieces as they were read, and fragments that are whole. */
function bytesOf({ received }: Socket): number {
  if (!received) return 0
  const { _bufferedBytes, _buffers, _messageLength, _fragments } = received
  return _bufferedBytes + _messageLength + (_buffers.length + _fragments.length) * PIECE_BYTES
}
