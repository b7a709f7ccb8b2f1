/** Socket.IO 4 over its WebSocket transport: Engine.IO packets (0 open, 2 ping, 4 message) with Socket.IO's inside. */
import type { Dialect } from "./dialect.ts"

const [PING, PONG, CONNECT, EVENT, ANSWER] = ["2", "3", "40", "42", "43"]
const JOIN_CALL = 0
let latestCall = JOIN_CALL

export const socketIo: Dialect = {
  answers: true,
  path: () => "/socket.io/?EIO=4&transport=websocket",
  greet: () => [],
  reply(text, { roomId }) {
    if (text === PING) return PONG
    if (text.startsWith("0{")) return CONNECT
    return text.startsWith(CONNECT)
      ? `${EVENT}${JOIN_CALL}${JSON.stringify(["join", roomId])}`
      : null
  },
  isLive: (text) => text.startsWith(`${ANSWER}${JOIN_CALL}[`),
  say: (drafts) =>
    drafts.map((draft) => `${EVENT}${++latestCall}${JSON.stringify(["send", draft])}`),
  hear(text) {
    if (text.startsWith(EVENT)) {
      const [, message] = JSON.parse(text.slice(EVENT.length))
      return { kind: "message", content: message.content }
    }
    if (!text.startsWith(ANSWER)) return { kind: "other" }
    const [message] = JSON.parse(text.slice(text.indexOf("[")))
    return { kind: "said", content: message.content }
  },
}
