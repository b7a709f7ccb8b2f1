/** What one writes in an afternoon: `ws`, a set of sockets a room, and a loop of `send`. */
import { createServer } from "node:http"
import { type WebSocket, WebSocketServer } from "ws"
import type { Message } from "../../src/shared/schema.ts"
import { listen } from "./listen.ts"
import { openLog } from "./log.ts"

const log = openLog()
const rooms = new Map<number, Set<WebSocket>>()
const server = createServer()
const sockets = new WebSocketServer({ server })

sockets.on("connection", (socket, { url = "" }) => {
  const roomId = Number(/^\/ws\/chat\/(\d+)/.exec(url)?.[1])
  subscribe(roomId, socket)
  socket.on("message", (data) => {
    const { content, client_id: clientId } = JSON.parse(String(data))
    publish(roomId, log.append({ roomId, content, clientId }))
  })
  socket.send(JSON.stringify({ type: "users_list", users: ["reader"] }))
})
listen(server)

function subscribe(roomId: number, socket: WebSocket) {
  const members = rooms.get(roomId) ?? new Set()
  rooms.set(roomId, members.add(socket))
  socket.on("close", () => members.delete(socket))
}

function publish(roomId: number, { id, seq, username, content, ...message }: Message) {
  const { timestamp, clientId: client_id } = message
  const event = { type: "message", id, room_id: roomId, seq, username, content }
  const text = JSON.stringify({ ...event, timestamp, client_id })
  for (const member of rooms.get(roomId) ?? []) member.send(text)
}
