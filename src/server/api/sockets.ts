/** Every open WebSocket: closed when it is dead, asked to reconnect when the server stops. */
import { setTimeout as wait } from "node:timers/promises"
import { type RawData, WebSocket, WebSocketServer } from "ws"
import { FRAME_BYTES_MAX } from "../../shared/limits.ts"
import type { AddressCounts } from "../admission/address-counts.ts"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import type { SharedRate } from "../admission/rate.ts"
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
import { FrameQueue } from "./frame-queue.ts"
import { createPingWheel } from "./ping-wheel.ts"
import { type Ending, Socket } from "./socket.ts"
import { countUnfinishedMessages } from "./unfinished-messages.ts"

const CLOSE_WAIT_MS = 5_000
const frameLimit = { burst: FRAME_BURST, perSecond: FRAMES_PER_SECOND }
const upgradeLimit = { burst: UPGRADE_BURST, perSecond: UPGRADES_PER_SECOND }

type Parts = {
  rateLimit: boolean
  budget?: MemoryBudget
  /** Of sockets and event streams, by address. */
  counts?: AddressCounts | null
  nodes?: Nodes | null | undefined
  onClosed?: (socket: Socket, ending: Ending) => void
}

export function createSockets({ rateLimit, budget, counts, nodes, onClosed }: Parts) {
  const wheel = createPingWheel(ping)
  const frames = new FrameQueue(budget ?? null)
  const stopCounting = budget && countUnfinishedMessages(wheel.all, budget)
  const rates = createRates({ rateLimit, shareRate: nodes?.createRate })
  const frameRate = rates.local<Socket>(frameLimit)
  const upgradeRate = rates.shared("sockets", upgradeLimit)

  function onClose(this: WebSocket, code: number) {
    const socket = this as Socket
    socket.slot?.delete(socket)
    counts?.leave(socket.address)
    socket.connection?.closed()
    onClosed?.(socket, socket.endedAs(code))
  }

  return {
    server: createServer(rateLimit),

    waitFor: createWaitRule(counts, upgradeRate),

    /** Keeps a socket until it closes. `restartNotice` is sent before the server closes it to restart. */
    add(socket: Socket, restartNotice: string | null): Socket {
      socket.restartNotice = restartNotice
      socket.rate = frameRate
      socket.frames = frames
      socket.open(budget ?? null)
      socket.slot = wheel.add(socket)
      counts?.enter(socket.address)
      // The same functions for all sockets: a closure for each would weigh on every idle one (bench: idle).
      return socket
        .on("message", onMessage)
        .on("ping", onPingOrPong)
        .on("pong", onPingOrPong)
        .on("error", onError)
        .on("close", onClose)
    },

    all: wheel.all,

    async drain() {
      wheel.stop()
      stopCounting?.()
      rates.close()
      await closeAll(wheel.all())
    },
  }
}

/** Returns 0, or the milliseconds until one more socket from an address is admitted. */
function createWaitRule(counts: AddressCounts | null | undefined, rate: SharedRate | null) {
  return (address: string): number | Promise<number> => {
    const ifFull = () => (counts?.isFull(address) ? ADDRESS_FULL_RETRY_MS : 0)
    const wait = ifFull() || (rate?.take(address) ?? 0)
    // While other nodes were asked, more may have come in.
    return typeof wait === "number" ? wait : wait.then((later) => later || ifFull())
  }
}

/** Without a rate for frames, the library's own bound holds for pings. */
function createServer(rateLimit: boolean) {
  // A variable, because the types do not know `closeTimeout` yet.
  const options = {
    noServer: true,
    clientTracking: false,
    maxPayload: FRAME_BYTES_MAX,
    maxFragments: FRAGMENTS_MAX,
    maxBufferedChunks: BUFFERED_CHUNKS_MAX,
    perMessageDeflate: false,
    // One message of each socket a turn, so that no client's flood delays the others (bench: durable, loop delay).
    allowSynchronousEvents: false,
    closeTimeout: CLOSE_WAIT_MS,
    WebSocket: Socket,
    maxPendingAutoPongs: rateLimit ? 0 : FRAME_BURST,
  }
  return new WebSocketServer(options)
}

async function closeAll(sockets: Socket[]) {
  const answered = Promise.all(sockets.map((socket) => socket.answered()))
  await Promise.race([answered, wait(DRAIN_ANSWER_MS, undefined, { ref: false })])
  // Some may have closed meanwhile, and emit no second "close".
  const open = sockets.filter(({ readyState }) => readyState !== WebSocket.CLOSED)
  const closed = open.map((socket) => {
    if (socket.restartNotice) socket.send(socket.restartNotice)
    socket.close(closeCodes.restarting, "the server is restarting")
    return new Promise((resolve) => socket.on("close", resolve))
  })
  const timeout = setTimeout(() => {
    for (const socket of sockets) socket.terminate()
  }, DRAIN_GRACE_MS)
  await Promise.all(closed)
  clearTimeout(timeout)
}

function ping(socket: Socket, now: number) {
  if (now - socket.seenAt() > SILENCE_MS_MAX) socket.terminate()
  else if (socket.keepsUp()) socket.ping()
}

function onMessage(this: WebSocket, data: RawData, isBinary: boolean) {
  ;(this as Socket).receive(String(data), isBinary)
}

function onPingOrPong(this: WebSocket) {
  const socket = this as Socket
  socket.markSeen()
  // The library answers pings by itself: a client that reads none of that is cut too.
  if (socket.admits(1)) socket.keepsUp()
}

/** The close event follows, with all there is to know. */
function onError() {}

export type Sockets = ReturnType<typeof createSockets>
