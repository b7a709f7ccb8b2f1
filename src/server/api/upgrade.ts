/** The one way from HTTP to a WebSocket, for both dialects: what is malformed, foreign or unknown gets no further. */
import type { IncomingMessage, Server } from "node:http"
import { STATUS_CODES } from "node:http"
import type { Duplex } from "node:stream"
import type { Server as SocketServer } from "ws"
import type { OriginRule } from "./origin.ts"
import type { SocketWire } from "./wire.ts"

/** Takes over an accepted socket; `url` is what it asked for. */
export type SocketDoor = (wire: SocketWire, url: URL) => void

type Upgrades = {
  http: Server
  server: SocketServer<typeof SocketWire>
  isWelcome: OriginRule
  /** The door for a path, or null when nobody lives there. */
  doorAt: (path: string) => SocketDoor | null
  isDraining: () => boolean
}

export function acceptUpgrades({ http, server, isWelcome, doorAt, isDraining }: Upgrades) {
  server.on("wsClientError", (_, stream) => refuse(stream, 400))
  http.on("upgrade", (request, stream, head) => {
    // Shared, because it stays: a closure would keep the request as long as the socket lives.
    stream.on("error", destroy)
    if (isDraining()) return refuse(stream, 503)
    const url = requestedUrl(request)
    if (!url) return refuse(stream, 400)
    if (!isWelcome(request)) return refuse(stream, 403)
    const door = doorAt(url.pathname)
    if (!door) return refuse(stream, 404)
    server.handleUpgrade(request, stream, head, (wire) => door(wire, url))
  })
}

function destroy(this: Duplex) {
  this.destroy()
}

/** Null for a Host or target that is no URL. */
export function requestedUrl({ headers, url }: IncomingMessage): URL | null {
  return URL.parse(url ?? "/", `http://${headers.host ?? "localhost"}`)
}

export function refuse(stream: Duplex, status: number) {
  const detail = JSON.stringify({ detail: STATUS_CODES[status] })
  // A client that keeps its half open would otherwise stay for ever: nothing else watches an upgraded connection.
  stream.once("finish", () => stream.destroy())
  stream.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${detail.length}\r\n\r\n${detail}`,
  )
}
