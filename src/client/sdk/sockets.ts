/** Sockets whose loss is noticed: one that does not reach the server is closed here and now. */
import { createAnswerTimeout } from "./answer-timeout.ts"
import { type Watch, watchConnecting, watchOpen } from "./watch.ts"

export function createSockets(Base: typeof WebSocket, onChange: () => void) {
  const watches = new Map<WebSocket, Watch>()
  const timeout = createAnswerTimeout()

  function lose(socket: WebSocket) {
    watches.get(socket)?.stop()
    watches.delete(socket)
    end(socket)
  }

  function become(socket: WebSocket, watch: Watch | null) {
    watches.get(socket)?.stop()
    if (watch) watches.set(socket, watch)
    else watches.delete(socket)
    onChange()
  }

  function add(socket: WebSocket) {
    const onLoss = () => lose(socket)
    watches.set(socket, watchConnecting(socket, { timeout, lose: onLoss }))
    socket.addEventListener("open", () => become(socket, watchOpen(socket, onLoss)))
    socket.addEventListener("close", () => become(socket, null))
  }

  return {
    /** To be used as any other. */
    WebSocket: class extends Base {
      constructor(...of: ConstructorParameters<typeof WebSocket>) {
        super(...of)
        add(this)
      }
    },

    isOpen: () => [...watches.keys()].some(({ readyState, OPEN }) => readyState === OPEN),

    /** There is reason to doubt: a socket without an answer now is lost. */
    probe() {
      for (const { probe } of watches.values()) probe()
    },

    /** What is not open yet need not be. */
    quit() {
      for (const [socket, { isOpen }] of watches) if (!isOpen) lose(socket)
    },
  }
}

/** Without the other side's agreement, for which browsers wait a minute on a dead network. */
function end(socket: WebSocket) {
  if ("terminate" in socket && typeof socket.terminate === "function") return socket.terminate()
  const isConnecting = socket.readyState === socket.CONNECTING
  socket.close()
  if (isConnecting) socket.dispatchEvent(new Event("error"))
  socket.dispatchEvent(new Event("close"))
}
