import { once } from "node:events"
import type { WebSocket } from "ws"

/** Resolves when the server has read everything that was said on this socket. */
export async function arrival(socket: WebSocket) {
  socket.ping()
  await once(socket, "pong")
}
