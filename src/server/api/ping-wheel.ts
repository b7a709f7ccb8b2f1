/**
 * One timer pings every socket, a few at each turn: all of them at once would be a stall every interval, and a timer
 * for each would be the dearest part of an idle socket (bench: idle).
 */
import { PING_INTERVAL_MS, SILENCE_MS_MAX } from "../../shared/limits.ts"
import type { SocketWire } from "./wire.ts"

const SLOTS = 60

export function createPingWheel() {
  const slots = Array.from({ length: SLOTS }, () => new Set<SocketWire>())
  let [slot = new Set<SocketWire>()] = slots
  let turn = 0
  const turning = setInterval(() => {
    slot = slots[++turn % SLOTS] ?? slot
    pingAll(slot)
  }, PING_INTERVAL_MS / SLOTS)
  turning.unref()

  return {
    /** To be pinged every interval; the slot is where to remove it from. */
    add: (wire: SocketWire): Set<SocketWire> => slot.add(wire),
    wires: () => slots.flatMap((wires) => [...wires]),
    stop: () => clearInterval(turning),
  }
}

function pingAll(wires: Set<SocketWire>) {
  const now = performance.now()
  for (const wire of wires)
    if (now - wire.seenAt() > SILENCE_MS_MAX) wire.terminate()
    else if (wire.keepsUp()) wire.ping()
}
