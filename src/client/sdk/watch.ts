/** How a socket is watched for its loss, while it connects and once it is open. */
import type { AnswerTimeout } from "./answer-timeout.ts"
import { createHeartbeat } from "./heartbeat.ts"

/** A connecting socket older than this is begun anew where there is reason to doubt. */
const STALE_MS = 2_000

export type Watch = { isOpen: boolean; probe(): void; stop(): void }

type Connecting = { timeout: AnswerTimeout; lose: () => void }

export function watchConnecting(socket: WebSocket, { timeout, lose }: Connecting): Watch {
  const begunAt = Date.now()
  const late = setTimeout(() => {
    timeout.expired()
    lose()
  }, timeout.ms())
  socket.addEventListener("open", () => timeout.opened(Date.now() - begunAt))
  return {
    isOpen: false,
    probe: () => Date.now() - begunAt > STALE_MS && lose(),
    stop: () => clearTimeout(late),
  }
}

export function watchOpen(socket: WebSocket, lose: () => void): Watch {
  const heartbeat = createHeartbeat({ ping: () => socket.send("PING"), lose })
  socket.addEventListener("message", ({ data }) => {
    heartbeat.received()
    if (data === "PONG") heartbeat.answered()
  })
  return { isOpen: true, ...heartbeat }
}
