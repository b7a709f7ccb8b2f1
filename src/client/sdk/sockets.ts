/** Sockets whose loss is noticed: one that the server is not reached by is closed here and now. */
import { createPatience } from "./answer-timeout.ts"
import { createPulse } from "./heartbeat.ts"

/** What was begun before there was reason to doubt, and has taken as long as this, is begun anew. */
const STALE_MS = 2_000

type Life = { isOpen: boolean; probe(): void; stop(): void }

export function createSockets(Base: typeof WebSocket | undefined, changed: () => void) {
  if (!Base) throw new Error("there is no WebSocket here: hand one over, as { url, WebSocket }")
  const lives = new Map<WebSocket, Life>()
  const patience = createPatience()

  function lose(socket: WebSocket) {
    lives.get(socket)?.stop()
    lives.delete(socket)
    end(socket)
  }

  function connecting(socket: WebSocket): Life {
    const begunAt = Date.now()
    const late = setTimeout(() => {
      patience.gaveUp()
      lose(socket)
    }, patience.ms())
    socket.addEventListener("open", () => patience.opened(Date.now() - begunAt))
    return {
      isOpen: false,
      probe: () => Date.now() - begunAt > STALE_MS && lose(socket),
      stop: () => clearTimeout(late),
    }
  }

  function open(socket: WebSocket): Life {
    const pulse = createPulse({ ask: () => socket.send("PING"), lose: () => lose(socket) })
    socket.addEventListener("message", ({ data }) => {
      pulse.heard()
      if (data === "PONG") pulse.answered()
    })
    return { isOpen: true, ...pulse }
  }

  function become(socket: WebSocket, life: Life | null) {
    lives.get(socket)?.stop()
    if (life) lives.set(socket, life)
    else lives.delete(socket)
    changed()
  }

  function watch(socket: WebSocket) {
    lives.set(socket, connecting(socket))
    socket.addEventListener("open", () => become(socket, open(socket)))
    socket.addEventListener("close", () => become(socket, null))
  }

  return {
    /** To be used as any other. */
    WebSocket: class extends Base {
      constructor(...of: ConstructorParameters<typeof WebSocket>) {
        super(...of)
        watch(this)
      }
    },

    isOpen: () => [...lives.keys()].some(({ readyState, OPEN }) => readyState === OPEN),

    /** There is reason to doubt: one that does not answer now is lost. */
    probe() {
      for (const { probe } of lives.values()) probe()
    },

    /** What is not open yet need not be. */
    quit() {
      for (const [socket, { isOpen }] of lives) if (!isOpen) lose(socket)
    },
  }
}

/** Without waiting for the other side to agree, for which browsers take a minute on a dead network. */
function end(socket: WebSocket) {
  if ("terminate" in socket && typeof socket.terminate === "function") return socket.terminate()
  const isConnecting = socket.readyState === socket.CONNECTING
  socket.close()
  if (isConnecting) socket.dispatchEvent(new Event("error"))
  socket.dispatchEvent(new Event("close"))
}
