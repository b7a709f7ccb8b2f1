/** An old client at the raw socket: says frames, hears frames, notices how it ends. */
import { type ClientOptions, WebSocket } from "ws"
import type { ServerFrame } from "../../src/shared/frames.ts"
import { createEar } from "./ear.ts"

export function openRawSocket(url: string, options: ClientOptions = {}) {
  const socket = new WebSocket(url.replace(/^http/, "ws"), options)
  const ear = createEar<ServerFrame>()
  socket.on("message", (data) => ear.hear(JSON.parse(String(data))))
  const closed = new Promise<number>((resolve) => socket.on("close", (code) => resolve(code)))
  const refused = new Promise<number | undefined>((resolve) =>
    socket.on("unexpected-response", (request, { statusCode }) => {
      resolve(statusCode)
      request.destroy()
    }),
  )
  // A refused upgrade is asked for through `refused`, a broken connection through `closed`.
  socket.on("error", () => undefined)

  const opened = new Promise((resolve) => socket.once("open", resolve))
  const open = () => Promise.race([opened, closed])
  const send = async (text: string | Buffer) => {
    await open()
    socket.send(text)
  }

  return {
    socket,
    heard: ear.heard,
    hears: ear.next,
    all: ear.all,
    open,
    /** The code the socket was closed with. */
    closed,
    /** The HTTP status that answered the upgrade instead. */
    refused,
    send,
    say: (content: string, client_id?: string) =>
      send(JSON.stringify({ type: "message", content, client_id })),
    types: (is_typing?: boolean) => send(JSON.stringify({ type: "typing", is_typing })),
    leave: () => socket.close(),
    terminate: () => socket.terminate(),
  }
}

export type RawSocket = ReturnType<typeof openRawSocket>
