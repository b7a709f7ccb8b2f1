/** Every open WebSocket: noticed when it is dead, told to come back when the server goes away. */
import { setTimeout as wait } from "node:timers/promises"
import { type RawData, WebSocket, WebSocketServer } from "ws"
import {
  ADDRESS_FULL_RETRY_MS,
  BUFFERED_CHUNKS_MAX,
  DRAIN_ANSWER_MS,
  DRAIN_GRACE_MS,
  FRAGMENTS_MAX,
  FRAME_BURST,
  FRAME_BYTES_MAX,
  FRAMES_PER_SECOND,
  SILENCE_MS_MAX,
  UPGRADE_BURST,
  UPGRADES_PER_SECOND,
} from "../../shared/limits.ts"
import type { AddressCounts } from "../admission/address-counts.ts"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import { createRate } from "../admission/rate.ts"
import { createRates } from "../admission/rates.ts"
import type { Nodes } from "../chat/cluster.ts"
import { closeCodes } from "./close-codes.ts"
import { createFrameQueue } from "./frame-queue.ts"
import { createPingWheel } from "./ping-wheel.ts"
import { countUnfinished } from "./unfinished-messages.ts"
import { type Ending, SocketWire } from "./wire.ts"

/** How long a socket that was told to close may take before it is cut. */
const CLOSE_WAIT_MS = 5_000

type Parts = {
  rateLimit: boolean
  /** Counts what they leave unread. */
  budget?: MemoryBudget
  /** How many each address has open, and may have. */
  counts?: AddressCounts | null
  nodes?: Nodes | null | undefined
  /** Hears of each socket that is no more, and how it ended. */
  onGone?: (wire: SocketWire, ending: Ending) => void
}

export function createSockets({ rateLimit, budget, counts, nodes, onGone }: Parts) {
  const wheel = createPingWheel(ping)
  const frames = createFrameQueue(budget ?? null)
  const stopCounting = budget && countUnfinished(wheel.all, budget)
  const rate = rateLimit
    ? createRate<SocketWire>({ burst: FRAME_BURST, perSecond: FRAMES_PER_SECOND })
    : null
  const newRate = createRates({ rateLimit, shareRate: nodes?.createRate })
  const upgradeRate = newRate("sockets", { burst: UPGRADE_BURST, perSecond: UPGRADES_PER_SECOND })
  // A variable, because the types do not know `closeTimeout` yet.
  const options = {
    noServer: true,
    clientTracking: false,
    maxPayload: FRAME_BYTES_MAX,
    maxFragments: FRAGMENTS_MAX,
    maxBufferedChunks: BUFFERED_CHUNKS_MAX,
    perMessageDeflate: false,
    // One message of each socket a turn, so that nobody's flood holds up the others (bench: durable, loop delay).
    allowSynchronousEvents: false,
    closeTimeout: CLOSE_WAIT_MS,
    WebSocket: SocketWire,
    // Pings count as frames, and a flood of them is told why it ends; without a rate, the library's own bound holds.
    maxPendingAutoPongs: rateLimit ? 0 : FRAME_BURST,
  }

  function onClose(this: WebSocket, code: number) {
    const wire = this as SocketWire
    wire.slot?.delete(wire)
    counts?.leave(wire.address)
    wire.visit?.gone()
    onGone?.(wire, wire.endedAs(code))
  }

  return {
    server: new WebSocketServer(options),

    /** 0, or the milliseconds until one more socket from this address is let in. */
    waitFor(address: string): number | Promise<number> {
      const ifFull = () => (counts?.isFull(address) ? ADDRESS_FULL_RETRY_MS : 0)
      const wait = ifFull() || (upgradeRate?.take(address) ?? 0)
      // While others were asked more may have come in.
      return typeof wait === "number" ? wait : wait.then((later) => later || ifFull())
    },

    /** Takes a socket in until it closes. */
    welcome(wire: SocketWire, farewell: string | null): SocketWire {
      wire.farewell = farewell
      wire.rate = rate
      wire.frames = frames
      wire.open(budget ?? null)
      wire.slot = wheel.add(wire)
      counts?.enter(wire.address)
      // The same functions for all sockets: a closure for each would weigh on every idle one (bench: idle).
      return wire
        .on("message", onMessage)
        .on("ping", onSign)
        .on("pong", onSign)
        .on("error", onError)
        .on("close", onClose)
    },

    /** Those that are open. */
    wires: wheel.all,

    /** Tells everybody to come back later, and resolves when they are gone or were cut. */
    async drain() {
      wheel.stop()
      stopCounting?.()
      rate?.close()
      upgradeRate?.close()
      const wires = wheel.all()
      const answered = Promise.all(wires.map((wire) => wire.answered()))
      await Promise.race([answered, wait(DRAIN_ANSWER_MS, undefined, { ref: false })])
      // Some may have gone by themselves meanwhile, and will not do so again.
      const open = wires.filter(({ readyState }) => readyState !== WebSocket.CLOSED)
      const gone = open.map((wire) => {
        if (wire.farewell) wire.send(wire.farewell)
        wire.close(closeCodes.restarting, "the server is restarting")
        return new Promise((resolve) => wire.on("close", resolve))
      })
      const impatience = setTimeout(() => {
        for (const wire of wires) wire.terminate()
      }, DRAIN_GRACE_MS)
      await Promise.all(gone)
      clearTimeout(impatience)
    },
  }
}

function ping(wire: SocketWire, now: number) {
  if (now - wire.seenAt() > SILENCE_MS_MAX) wire.terminate()
  else if (wire.keepsUp()) wire.ping()
}

function onMessage(this: WebSocket, data: RawData, isBinary: boolean) {
  ;(this as SocketWire).receive(String(data), isBinary)
}

function onSign(this: WebSocket) {
  const wire = this as SocketWire
  wire.showLife()
  // The library answers pings by itself: whoever reads none of that is cut too.
  if (wire.admits(1)) wire.keepsUp()
}

/** The close event follows and says all there is to say. */
function onError() {}

export type Sockets = ReturnType<typeof createSockets>
