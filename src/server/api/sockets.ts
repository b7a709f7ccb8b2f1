/** Every open WebSocket: noticed when it is dead, told to come back when the server goes away. */
import { type WebSocket, WebSocketServer } from "ws"
import {
  DRAIN_GRACE_MS,
  FRAME_BURST,
  FRAME_BYTES_MAX,
  FRAMES_PER_SECOND,
  PING_INTERVAL_MS,
  SILENCE_MS_MAX,
  UPGRADE_BURST,
  UPGRADES_PER_SECOND,
} from "../../shared/limits.ts"
import { createRate } from "../chat/rate.ts"
import { closeCodes } from "./close-codes.ts"
import { createWire, type SocketWire } from "./wire.ts"

/** How long a socket that was told to close may take before it is cut. */
const CLOSE_WAIT_MS = 5_000

export function createSockets({ rateLimit }: { rateLimit: boolean }) {
  const wires = new Set<SocketWire>()
  const frameRate = rateLimit
    ? createRate<WebSocket>({ burst: FRAME_BURST, perSecond: FRAMES_PER_SECOND })
    : null
  const upgradeRate = rateLimit
    ? createRate<string>({ burst: UPGRADE_BURST, perSecond: UPGRADES_PER_SECOND })
    : null
  // A variable, because the types do not know `closeTimeout` yet.
  const options = {
    noServer: true,
    clientTracking: false,
    maxPayload: FRAME_BYTES_MAX,
    perMessageDeflate: false,
    closeTimeout: CLOSE_WAIT_MS,
    // Pings count as frames, and a flood of them is told why it ends; without a rate, the library's own bound holds.
    maxPendingAutoPongs: rateLimit ? 0 : FRAME_BURST,
  }
  const pinging = setInterval(ping, PING_INTERVAL_MS)
  pinging.unref()

  function ping() {
    const now = performance.now()
    for (const { socket, seenAt } of wires)
      if (now - seenAt() > SILENCE_MS_MAX) socket.terminate()
      else socket.ping()
  }

  return {
    server: new WebSocketServer(options),

    /** 0, or the milliseconds until one more socket from this address is let in. */
    waitFor: (address: string) => upgradeRate?.take(address) ?? 0,

    /** Takes a socket in until it closes. */
    welcome(socket: WebSocket, farewell: string | null): SocketWire {
      const wire = createWire({ socket, farewell, frameRate })
      const count = () => {
        if (!wire.admitsFrame()) socket.close(closeCodes.flooding, "slow down")
      }
      wires.add(wire)
      socket.on("close", () => wires.delete(wire))
      socket.on("ping", count)
      socket.on("pong", count)
      return wire
    },

    /** Tells everybody to come back later, and resolves when they are gone or were cut. */
    async drain() {
      clearInterval(pinging)
      frameRate?.close()
      upgradeRate?.close()
      const gone = [...wires].map(({ socket, farewell }) => {
        if (farewell) socket.send(farewell)
        socket.close(closeCodes.restarting, "the server is restarting")
        return new Promise((resolve) => socket.on("close", resolve))
      })
      const impatience = setTimeout(() => {
        for (const { socket } of wires) socket.terminate()
      }, DRAIN_GRACE_MS)
      await Promise.all(gone)
      clearTimeout(impatience)
    },
  }
}

export type Sockets = ReturnType<typeof createSockets>
