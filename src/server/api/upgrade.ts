import type { IncomingMessage, Server } from "node:http"
import { STATUS_CODES } from "node:http"
import type { Duplex } from "node:stream"
import type { Server as SocketServer } from "ws"
import type { AddressOf } from "./client-address.ts"
import type { FailureLog } from "./failure-log.ts"
import { hostnameIn } from "./request-host.ts"
import { REQUEST_ID_HEADER, requestIdOf } from "./request-id.ts"
import type { RequestRule } from "./request-rule.ts"
import type { Socket } from "./socket.ts"

export type SocketDoor = (socket: Socket, url: URL) => void

type Refusal = { status: number; headers?: string; detail?: string }

type Upgrades = {
  http: Server
  failures: FailureLog
  server: SocketServer<typeof Socket>
  refusalOf: RequestRule
  addressOf: AddressOf
  /** 0, or the milliseconds until one more socket from this address is admitted. */
  waitFor: (address: string) => number | Promise<number>
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
  function refuseUpgrade(request: IncomingMessage, stream: Duplex, refusal: Refusal) {
    failures.recordRefusal(`UPGRADE_${refusal.status}`)
    const headers = `${REQUEST_ID_HEADER}: ${requestIdOf(request)}\r\nVary: Origin\r\n${refusal.headers ?? ""}`
    endWithStatus(stream, { ...refusal, headers })
  }

  server.on("headers", (headers, request) => {
    headers.push(`${REQUEST_ID_HEADER}: ${requestIdOf(request)}`)
  })
  server.on("wsClientError", (_, stream, request) =>
    refuseUpgrade(request, stream, { status: 400 }),
  )
  http.on("upgrade", (request, stream, head) => {
    // Shared: a closure would keep the request as long as the socket is open.
    stream.on("error", destroy)
    if (stream.destroyed) return
    const reject = (refusal: Refusal) => refuseUpgrade(request, stream, refusal)
    if (isDraining()) return reject({ status: 503 })
    const url = requestedUrl(request)
    if (!(url && isWebSocketHttp(request))) return reject({ status: 400 })
    const refusal = refusalOf(request, true)
    if (refusal) return reject(refusal)
    const door = rules.doorAt(url.pathname)
    if (!door) return reject({ status: 404 })
    const address = rules.addressOf(request)
    const admit = (wait: number) => {
      const headers = `Retry-After: ${Math.ceil(wait / 1_000)}\r\n`
      if (wait > 0) return reject({ status: 429, headers })
      server.handleUpgrade(request, stream, head, (socket) => {
        socket.id = requestIdOf(request)
        socket.address = address
        door(socket, url)
      })
    }
    const wait = rules.waitFor(address)
    if (typeof wait === "number") admit(wait)
    else void wait.then((wait) => (isDraining() ? reject({ status: 503 }) : admit(wait)))
  })
}

function destroy(this: Duplex) {
  this.destroy()
}

/** Node checks the Host of HTTP/1.1 only where nothing is upgraded. */
const isWebSocketHttp = ({ httpVersion, headers }: IncomingMessage) =>
  httpVersion === "1.1" && headers.host !== undefined

/** Null for a Host that is no host, or a target that is no URL. */
export function requestedUrl({ headers, url }: IncomingMessage): URL | null {
  const { host = "localhost" } = headers
  return hostnameIn(host) === null ? null : URL.parse(url ?? "/", `http://${host}`)
}

export function endWithStatus(stream: Duplex, { status, headers = "", ...refusal }: Refusal) {
  const body = JSON.stringify({ detail: refusal.detail ?? STATUS_CODES[status] })
  // Nothing else ends an upgraded connection whose client keeps its half open.
  stream.once("finish", () => stream.destroy())
  stream.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n${headers}Cache-Control: no-store\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
}
