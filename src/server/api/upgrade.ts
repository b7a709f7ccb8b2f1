/** The one way from HTTP to a WebSocket, for both dialects: what is malformed, foreign or unknown gets no further. */
import type { IncomingMessage, Server } from "node:http"
import { STATUS_CODES } from "node:http"
import type { Duplex } from "node:stream"
import type { Server as SocketServer } from "ws"
import type { AddressRule } from "./address.ts"
import type { FailureLog } from "./failure-log.ts"
import { nameIn } from "./host.ts"
import { REQUEST_ID_HEADER, requestIdOf } from "./request-id.ts"
import type { RequestRule } from "./request-rule.ts"
import type { Socket } from "./socket.ts"

/** Takes over an accepted socket; `url` is what was asked for. */
export type SocketDoor = (socket: Socket, url: URL) => void

/** `headers` end with a line break each; without a `detail` the status speaks for itself. */
type Refusal = { status: number; headers?: string; detail?: string }

type Upgrades = {
  http: Server
  failures: FailureLog
  server: SocketServer<typeof Socket>
  refusalOf: RequestRule
  addressOf: AddressRule
  /** 0, or the milliseconds until somebody may come from this address again. */
  waitFor: (address: string) => number | Promise<number>
  /** The door for a path, or null when nobody lives there. */
  doorAt: (path: string) => SocketDoor | null
  isDraining: () => boolean
}

export function acceptUpgrades({
  http,
  failures,
  server,
  refusalOf,
  isDraining,
  ...rules
}: Upgrades) {
  function turnAway(request: IncomingMessage, stream: Duplex, refusal: Refusal) {
    failures.refused(`UPGRADE_${refusal.status}`)
    const headers = `${REQUEST_ID_HEADER}: ${requestIdOf(request)}\r\nVary: Origin\r\n${refusal.headers ?? ""}`
    refuse(stream, { ...refusal, headers })
  }

  server.on("headers", (headers, request) => {
    headers.push(`${REQUEST_ID_HEADER}: ${requestIdOf(request)}`)
  })
  server.on("wsClientError", (_, stream, request) => turnAway(request, stream, { status: 400 }))
  http.on("upgrade", (request, stream, head) => {
    // Shared, because it stays: a closure would keep the request as long as the socket lives.
    stream.on("error", destroy)
    if (stream.destroyed) return
    const no = (refusal: Refusal) => turnAway(request, stream, refusal)
    if (isDraining()) return no({ status: 503 })
    const url = requestedUrl(request)
    if (!(url && isWebSocketHttp(request))) return no({ status: 400 })
    const refusal = refusalOf(request, true)
    if (refusal) return no(refusal)
    const door = rules.doorAt(url.pathname)
    if (!door) return no({ status: 404 })
    const address = rules.addressOf(request)
    const admit = (wait: number) => {
      const headers = `Retry-After: ${Math.ceil(wait / 1_000)}\r\n`
      if (wait > 0) return no({ status: 429, headers })
      server.handleUpgrade(request, stream, head, (socket) => {
        socket.id = requestIdOf(request)
        socket.address = address
        door(socket, url)
      })
    }
    const wait = rules.waitFor(address)
    if (typeof wait === "number") admit(wait)
    else void wait.then((wait) => (isDraining() ? no({ status: 503 }) : admit(wait)))
  })
}

function destroy(this: Duplex) {
  this.destroy()
}

/** The WebSocket protocol begins with HTTP/1.1, which has a Host; Node asks for it only where nothing is upgraded. */
const isWebSocketHttp = ({ httpVersion, headers }: IncomingMessage) =>
  httpVersion === "1.1" && headers.host !== undefined

/** Null for a Host that is no host, or a target that is no URL. */
export function requestedUrl({ headers, url }: IncomingMessage): URL | null {
  const { host = "localhost" } = headers
  return nameIn(host) === null ? null : URL.parse(url ?? "/", `http://${host}`)
}

export function refuse(stream: Duplex, { status, headers = "", ...refusal }: Refusal) {
  const body = JSON.stringify({ detail: refusal.detail ?? STATUS_CODES[status] })
  // A client that keeps its half open would otherwise stay for ever: nothing else watches an upgraded connection.
  stream.once("finish", () => stream.destroy())
  stream.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n${headers}Cache-Control: no-store\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
}
