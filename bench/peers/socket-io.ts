/** Socket.IO 4 as its guide has it: join, then `io.to(room).emit`. */
import { createServer } from "node:http"
import { Server } from "socket.io"
import type { Message } from "../../src/shared/schema.ts"
import { listen } from "./listen.ts"
import { openLog } from "./log.ts"

type Said = { roomId: number; content: string; clientId: string }

const log = openLog()
const server = createServer()
const io = new Server(server, { transports: ["websocket"], serveClient: false })

io.on("connection", (socket) => {
  socket.on("join", (roomId: number, joined: () => void) => {
    socket.join(String(roomId))
    joined()
  })
  socket.on("send", (said: Said, answer: (message: Message) => void) => {
    const message = log.append(said)
    io.to(String(said.roomId)).emit("message", message)
    answer(message)
  })
})
listen(server)
