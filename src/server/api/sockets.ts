/** Every open WebSocket: closed when it is dead, told to come back when the server goes away. */
import { setTimeout as wait } from "node:timers/promises"
import { type RawData, WebSocket, WebSocketServer } from "ws"
import { FRAME_BYTES_MAX } from "../../shared/limits.ts"
import type { AddressCounts } from "../admission/address-counts.ts"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import { createRate } from "../admission/rate.ts"
import { createRates } from "../admission/rates.ts"
import {
  ADDRESS_FULL_RETRY_MS,
  BUFFERED_CHUNKS_MAX,
  DRAIN_ANSWER_MS,
  DRAIN_GRACE_MS,
  FRAGMENTS_MAX,
  FRAME_BURST,
  FRAMES_PER_SECOND,
  SILENCE_MS_MAX,
  UPGRADE_BURST,
  UPGRADES_PER_SECOND,
} from "../limits.ts"
import type { Nodes } from "../nodes/cluster.ts"
import { closeCodes } from "./close-codes.ts"
import { createFrameQueue } from "./frame-queue.ts"
import { createPingWheel } from "./ping-wheel.ts"
import { type Ending, Socket } from "./socket.ts"
import { countUnfinished } from "./unfinished-messages.ts"

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
  onGone?: (socket: Socket, ending: Ending) => void
}

export function createSockets({ rateLimit, budget, counts, nodes, onGone }: Parts) {
  const wheel = createPingWheel(ping)
  const frames = createFrameQueue(budget ?? null)
  const stopCounting = budget && countUnfinished(wheel.all, budget)
  const rate = rateLimit
    ? createRate<Socket>({ burst: FRAME_BURST, perSecond: FRAMES_PER_SECOND })
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
    WebSocket: Socket,
    // Pings count as frames, and a flood of them is told why it ends; without a rate, the library's own bound holds.
    maxPendingAutoPongs: rateLimit ? 0 : FRAME_BURST,
  }

  function onClose(this: WebSocket, code: number) {
    const socket = this as Socket
    socket.slot?.delete(socket)
    counts?.leave(socket.address)
    socket.connection?.closed()
    onGone?.(socket, socket.endedAs(code))
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
    welcome(socket: Socket, farewell: string | null): Socket {
      socket.farewell = farewell
      socket.rate = rate
      socket.frames = frames
      socket.open(budget ?? null)
      socket.slot = wheel.add(socket)
      counts?.enter(socket.address)
      // The same functions for all sockets: a closure for each would weigh on every idle one (bench: idle).
      return socket
        .on("message", onMessage)
        .on("ping", onSign)
        .on("pong", onSign)
        .on("error", onError)
        .on("close", onClose)
    },

    /** Those that are open. */
    sockets: wheel.all,

    /** Tells everybody to come back later, and resolves when they are gone or were cut. */
    async drain() {
      wheel.stop()
      stopCounting?.()
      rate?.close()
      upgradeRate?.close()
      const sockets = wheel.all()
      const answered = Promise.all(sockets.map((socket) => socket.answered()))
      await Promise.race([answered, wait(DRAIN_ANSWER_MS, undefined, { ref: false })])
      // Some may have gone by themselves meanwhile, and will not do so again.
      const open = sockets.filter(({ readyState }) => readyState !== WebSocket.CLOSED)
      const gone = open.map((socket) => {
        if (socket.farewell) socket.send(socket.farewell)
        socket.close(closeCodes.restarting, "the server is restarting")
        return new Promise((resolve) => socket.on("close", resolve))
      })
      const impatience = setTimeout(() => {
        for (const socket of sockets) socket.terminate()
      }, DRAIN_GRACE_MS)
      await Promise.all(gone)
      clearTimeout(impatience)
    },
  }
}

function ping(socket: Socket, now: number) {
  if (now - socket.seenAt() > SILENCE_MS_MAX) socket.terminate()
  else if (socket.keepsUp()) socket.ping()
}

function onMessage(this: WebSocket, data: RawData, isBinary: boolean) {
  ;(this as Socket).receive(String(data), isBinary)
}

function onSign(this: WebSocket) {
  const socket = this as Socket
  socket.showLife()
  // The library answers pings by itself: whoever reads none of that is cut too.
  if (socket.admits(1)) socket.keepsUp()
}

/** The close event follows and says all there is to say. */
function onError() {}

export type Sockets = ReturnType<typeof createSockets>
