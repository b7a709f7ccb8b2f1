/** Server-sent events by hand: every byte, and nothing that comes back by itself. */
import { once } from "node:events"
import { connect, type Socket } from "node:net"
import { expect } from "vitest"

type Asked = {
  url: string
  path?: string
  input?: object
  headers?: Record<string, string>
  /** Said on the same connection, in the same moment. */
  before?: string
  after?: string
}

/** Resolves when it is connected. Whoever does not read it is sent nothing any more, once all buffers are full. */
export async function openEventStream({
  url,
  path = "onRoomEvent",
  input,
  headers = {},
  before = "",
  after = "",
}: Asked) {
  const { hostname, port, host } = new URL(url)
  const query = input ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ""
  const socket: Socket = connect({ host: hostname, port: Number(port) })
  let text = ""
  socket.on("data", (chunk) => {
    text += chunk
  })
  socket.on("error", () => undefined)
  await once(socket, "connect")
  const lines = Object.entries({ host, ...headers }).map((line) => line.join(": "))
  socket.write(
    `${before}GET /trpc/${path}${query} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${after}`,
  )

  return {
    socket,
    closed: once(socket, "close"),
    /** All that came so far, the head too. */
    text: () => text,
    head: () => text.slice(0, text.indexOf("\r\n\r\n")),
    async reads(words: string) {
      await expect.poll(() => text, { timeout: 5_000 }).toContain(words)
    },
    /** The events of ours so far. */
    data: () =>
      [...text.matchAll(/^data: (\{"type".*)$/gm)].map(([, json]) => JSON.parse(json ?? "")),
  }
}
