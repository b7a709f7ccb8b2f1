/** WebSocket messages that clients do not end: `ws` bounds each of them, this all of them together. */
import type { Holder } from "../admission/held-bytes.ts"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import { PIECE_BYTES, SMALL_FRAME_BYTES, UNFINISHED_LOOK_MS } from "../limits.ts"
import type { Socket } from "./socket.ts"

type Unfinished = Holder & { bytes: number }

export function countUnfinishedMessages(sockets: () => Socket[], budget: MemoryBudget): () => void {
  const unfinished = new Map<Socket, Unfinished>()

  function count(socket: Socket, bytes: number) {
    const known = unfinished.get(socket)
    if (known && bytes < known.bytes) release(socket, known)
    if (bytes <= SMALL_FRAME_BYTES) return
    const held = unfinished.get(socket) ?? {
      address: socket.address,
      bytes: 0,
      cut: () => socket.cut(),
    }
    unfinished.set(socket, held)
    if (bytes > held.bytes) budget.hold(held, bytes - held.bytes)
    held.bytes = bytes
  }

  function release(socket: Socket, held: Unfinished) {
    unfinished.delete(socket)
    budget.release(held)
  }

  function check() {
    for (const [socket, held] of unfinished) if (!socket.isOpen) release(socket, held)
    for (const socket of sockets()) count(socket, bytesOf(socket))
  }

  const checking = setInterval(check, UNFINISHED_LOOK_MS)
  checking.unref()
  return () => clearInterval(checking)
}

/** `ws` keeps pieces as they were read, and fragments that are whole. */
function bytesOf({ incomplete }: Socket): number {
  if (!incomplete) return 0
  const { _bufferedBytes, _buffers, _messageLength, _fragments } = incomplete
  return _bufferedBytes + _messageLength + (_buffers.length + _fragments.length) * PIECE_BYTES
}
