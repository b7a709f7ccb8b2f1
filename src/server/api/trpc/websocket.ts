/** tRPC over WebSocket: our own adapter, because the hub delivers (docs/decisions/0008-deliver-shared-frames.md). */
import type { Chat } from "../../chat/chat.ts"
import type { FailureLog } from "../failure-log.ts"
import type { Connection, Socket } from "../socket.ts"
import { TrpcConnection } from "./connection.ts"
import { createDialects } from "./feed.ts"

/** The official client opens a new connection, then closes this one. */
export const RECONNECT = JSON.stringify({ id: null, method: "reconnect" })

export function createTrpcDoor({ chat, failures }: { chat: Chat; failures: FailureLog }) {
  const parts = { chat, failures, dialects: createDialects(chat.epoch) }
  return (socket: Socket): Connection => new TrpcConnection(parts, socket)
}
