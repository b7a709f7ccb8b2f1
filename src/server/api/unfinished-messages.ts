/**
 * What clients have sent of WebSocket messages that they do not end: each is bounded (`maxPayload`, `maxFragments`,
 * `maxBufferedChunks`), and here all of them together, as what clients have still to read is.
 */
import { PIECE_BYTES, SMALL_FRAME_BYTES, UNFINISHED_LOOK_MS } from "../../shared/limits.ts"
import type { Holder } from "../admission/held-bytes.ts"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import type { SocketWire } from "./wire.ts"

type Unfinished = Holder & { bytes: number }

/** Looks after all of the sockets from time to time; the answer stops it. */
export function countUnfinished(wires: () => SocketWire[], budget: MemoryBudget): () => void {
  const unfinished = new Map<SocketWire, Unfinished>()

  function count(wire: SocketWire, bytes: number) {
    const known = unfinished.get(wire)
    if (known && bytes < known.bytes) letGo(wire, known)
    if (bytes <= SMALL_FRAME_BYTES) return
    const held = unfinished.get(wire) ?? {
      address: wire.address,
      bytes: 0,
      cut: () => wire.drop(),
    }
    unfinished.set(wire, held)
    if (bytes > held.bytes) budget.hold(held, bytes - held.bytes)
    held.bytes = bytes
  }

  function letGo(wire: SocketWire, held: Unfinished) {
    unfinished.delete(wire)
    budget.release(held)
  }

  function look() {
    for (const [wire, held] of unfinished) if (!wire.isOpen) letGo(wire, held)
    for (const wire of wires()) count(wire, bytesOf(wire))
  }

  const looking = setInterval(look, UNFINISHED_LOOK_MS)
  looking.unref()
  return () => clearInterval(looking)
}

/** As `ws` keeps them: pieces as they were read, and fragments that are whole. */
function bytesOf({ received }: SocketWire): number {
  if (!received) return 0
  const { _bufferedBytes, _buffers, _messageLength, _fragments } = received
  return _bufferedBytes + _messageLength + (_buffers.length + _fragments.length) * PIECE_BYTES
}
