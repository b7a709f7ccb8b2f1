/**
 * Frames that begin subscriptions, a bounded number of them in one turn of the event loop: each costs far more than other
 * calls, and whole offices ask for theirs at once. What a socket sends after such a frame waits behind it.
 */
import { SUBSCRIBES_PER_TURN } from "../../../shared/limits.ts"
import type { SocketWire } from "../wire.ts"

type Frame = { wire: SocketWire; subscriptions: number; begin(): void }

export function createSubscribeQueue() {
  const waiting: Frame[] = []
  const waitingOf = new Map<SocketWire, number>()
  let begunInTurn = 0
  let isPlanned = false

  function count(subscriptions: number) {
    begunInTurn += subscriptions
    if (isPlanned) return
    isPlanned = true
    setImmediate(nextTurn)
  }

  function nextTurn() {
    isPlanned = false
    begunInTurn = 0
    while (begunInTurn < SUBSCRIBES_PER_TURN) {
      const frame = waiting.shift()
      if (!frame) return
      count(frame.subscriptions)
      leave(frame.wire)
      frame.begin()
    }
  }

  function enter(frame: Frame) {
    const { wire } = frame
    const before = waitingOf.get(wire) ?? 0
    // What is not read yet waits at its client.
    if (before === 0) wire.stopReading()
    waitingOf.set(wire, before + 1)
    waiting.push(frame)
  }

  function leave(wire: SocketWire) {
    const left = (waitingOf.get(wire) ?? 1) - 1
    if (left > 0) return void waitingOf.set(wire, left)
    waitingOf.delete(wire)
    wire.readOn()
  }

  return {
    /** Null when a socket's frame may be taken at once; otherwise resolves when it is its turn. */
    turnOf(wire: SocketWire, subscriptions: number): Promise<void> | null {
      const isHeld = subscriptions > 0 && begunInTurn >= SUBSCRIBES_PER_TURN
      if (isHeld || waitingOf.has(wire))
        return new Promise((begin) => enter({ wire, subscriptions, begin }))
      if (subscriptions > 0) count(subscriptions)
      return null
    },
  }
}

export type SubscribeQueue = ReturnType<typeof createSubscribeQueue>
