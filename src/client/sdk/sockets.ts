/** Sockets whose loss is noticed: one that the server is not reached by is closed here and now. */
import { createPulse } from "./pulse.ts"

/** How long connecting may take; longer after every few that took too long in a row: the network may be just slow. */
const CONNECT_MS = 4_000
const PATIENT_EVERY = 4
const PATIENCE_MAX = 4
/** What was begun before there was reason to doubt, and has taken as long as this, is begun anew. */
const STALE_MS = 2_000

type Life = { isOpen: boolean; probe(): void; stop(): void }

export function createSockets(Base: typeof WebSocket, changed: () => void) {
  const lives = new Map<WebSocket, Life>()
  let hung = 0

  function lose(socket: WebSocket) {
    lives.get(socket)?.stop()
    lives.delete(socket)
    end(socket)
  }

  function connecting(socket: WebSocket): Life {
    const begunAt = Date.now()
    const patience = Math.min(PATIENCE_MAX, 2 ** Math.floor(hung / PATIENT_EVERY))
    const late = setTimeout(() => {
      hung++
      lose(socket)
    }, CONNECT_MS * patience)
    return {
      isOpen: false,
      probe: () => Date.now() - begunAt > STALE_MS && lose(socket),
      stop: () => clearTimeout(late),
    }
  }

  function watch(socket: WebSocket) {
    lives.set(socket, connecting(socket))
    socket.addEventListener("open", () => {
      hung = 0
      lives.get(socket)?.stop()
      const pulse = createPulse({ ask: () => socket.send("PING"), lose: () => lose(socket) })
      lives.set(socket, { isOpen: true, ...pulse })
      socket.addEventListener("message", ({ data }) => {
        pulse.heard()
        if (data === "PONG") pulse.answered()
      })
      changed()
    })
    socket.addEventListener("close", () => {
      lives.get(socket)?.stop()
      lives.delete(socket)
      changed()
    })
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
