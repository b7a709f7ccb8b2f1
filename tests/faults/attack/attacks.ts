/** Everything hostile at once, each attack from an address of its own: all of 127.0.0.0/8 is this machine. */
import { type RequestOptions, request } from "node:http"
import { connect, type Socket } from "node:net"
import { setTimeout as wait } from "node:timers/promises"
import { WebSocket } from "ws"

export type Target = { url: string; heavyRoom: number; busyRoom: number; victim: string }
export type Attack = (target: Target, until: number) => Promise<void>

const BATCH_CALLS = 50
const isOver = (until: number) => performance.now() >= until

/** One request; what comes back is read and forgotten. */
function ask(url: string, options: RequestOptions, body?: string) {
  return new Promise<void>((resolve) => {
    const asked = request(url, { agent: false, ...options }, (response) => {
      response.resume()
      response.on("close", resolve)
    })
    asked.on("error", () => resolve())
    asked.end(body)
  })
}

/** Goes on with `once` over so many connections until the time is over. */
const again =
  (connections: number, once: (target: Target, n: number) => Promise<unknown>): Attack =>
  async (target, until) => {
    const one = async (n: number) => {
      while (!isOver(until)) await once(target, n)
    }
    await Promise.all(Array.from({ length: connections }, (_, n) => one(n)))
  }

/** A connection that says something and reads nothing of what comes back, opened anew whenever it is cut. */
const deaf =
  (
    connections: number,
    localAddress: string,
    words: (target: Target, n: number) => string,
  ): Attack =>
  async (target, until) => {
    const { hostname, port } = new URL(target.url)
    const sockets = new Set<Socket>()
    function open(n: number) {
      const socket = connect({ host: hostname, port: Number(port), localAddress })
      sockets.add(socket)
      socket.pause()
      socket.on("error", () => undefined)
      socket.on("close", () => sockets.delete(socket))
      socket.write(words(target, n))
    }
    for (let n = 0; !isOver(until); n++) {
      if (sockets.size < connections) open(n)
      else await wait(50)
    }
    for (const socket of sockets) socket.destroy()
  }

const get = (path: string, headers = "") =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`
const page = (room: number) => `/api/chat/rooms/${room}/messages?limit=200`
const stream = (room: number) =>
  `/trpc/onRoomEvent?input=${encodeURIComponent(JSON.stringify({ roomId: room }))}`

function batch(path: string, input?: object): string {
  const paths = Array.from({ length: BATCH_CALLS }, () => path).join(",")
  const inputs = Object.fromEntries(Array.from({ length: BATCH_CALLS }, (_, n) => [n, input]))
  return `/trpc/${paths}?batch=1&input=${encodeURIComponent(JSON.stringify(inputs))}`
}

/** So many sockets that each say something once they are open and then read nothing. */
const deafSockets =
  (
    connections: number,
    localAddress: string,
    words: (target: Target, n: number) => string,
  ): Attack =>
  async ({ url, ...target }, until) => {
    const sockets = new Set<WebSocket>()
    function open(n: number) {
      const socket = new WebSocket(`${url.replace("http", "ws")}/trpc`, { localAddress })
      sockets.add(socket)
      socket.on("open", () => {
        socket.send(words({ url, ...target }, n))
        socket.pause()
      })
      socket.on("error", () => undefined)
      socket.on("close", () => sockets.delete(socket))
    }
    for (let n = 0; !isOver(until); n++) {
      if (sockets.size < connections) open(n)
      else await wait(50)
    }
    for (const socket of sockets) socket.terminate()
  }

type Call = { id: number | string; method: string; path: string; input: object }

const call = ({ id, method, path, input }: Call) => ({ id, method, params: { path, input } })

const send = ({ url, busyRoom }: Target, localAddress: string, username: string) =>
  ask(
    `${url}/api/chat/rooms/${busyRoom}/messages`,
    { method: "POST", localAddress, headers: { "content-type": "application/json" } },
    JSON.stringify({ username, content: "flood" }),
  )

/** By what they would do to a server without bounds. */
export const attacks: Record<string, Attack> = {
  "batches of heavy pages": again(2, ({ url, heavyRoom }) =>
    ask(url + batch("messages.history", { roomId: heavyRoom, limit: 200 }), {
      localAddress: "127.1.0.1",
    }),
  ),
  "pipelined pages": deaf(4, "127.1.0.2", ({ heavyRoom }) => get(page(heavyRoom)).repeat(80)),
  "pages that are not read": deaf(100, "127.1.0.3", ({ heavyRoom }) =>
    get(page(heavyRoom)).repeat(2),
  ),
  "event streams that are not read": deaf(150, "127.1.0.4", ({ busyRoom }, n) =>
    get(stream(busyRoom), `x-confab-username: deaf ${n}\r\n`),
  ),
  "socket pages that are not read": deafSockets(60, "127.1.0.5", ({ heavyRoom }) =>
    JSON.stringify(
      Array.from({ length: 20 }, (_, id) =>
        call({
          id,
          method: "query",
          path: "messages.history",
          input: { roomId: heavyRoom, limit: 200 },
        }),
      ),
    ),
  ),
  "batches of activity": again(8, ({ url }) =>
    ask(url + batch("rooms.activity"), { localAddress: "127.1.0.6" }),
  ),
  "long subscription ids": deafSockets(20, "127.1.0.7", ({ busyRoom }, n) =>
    JSON.stringify(
      call({
        id: `${n}`.padEnd(60_000, "x"),
        method: "subscription",
        path: "onRoomEvent",
        input: { roomId: busyRoom },
      }),
    ),
  ),
  "messages under many names": again(4, (target) =>
    send(target, "127.1.0.8", `flooder ${Math.floor(Math.random() * 100)}`),
  ),
  "the victim's name": again(2, (target) => send(target, "127.1.0.9", target.victim)),
  "event streams": again(400, ({ url, busyRoom }, n) =>
    Promise.race([ask(url + stream(busyRoom), { localAddress: `127.1.1.${n % 4}` }), wait(5_000)]),
  ),
}
