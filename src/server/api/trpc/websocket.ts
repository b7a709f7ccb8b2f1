/** tRPC over WebSocket: our own adapter, because the hub delivers (docs/decisions/0008-deliver-shared-frames.md). */
import type { Chat } from "../../chat/chat.ts"
import type { Report } from "../report.ts"
import type { SocketWire } from "../wire.ts"
import { createDialects } from "./live.ts"
import { TrpcVisit } from "./visit.ts"

/** What the official client understands as: open a new connection, then leave this one. */
export const RECONNECT = JSON.stringify({ id: null, method: "reconnect" })

export function createTrpcDoor(chat: Chat, report: Report) {
  const parts = { chat, report, dialects: createDialects(chat.epoch) }

  /** Serves one socket until it closes. */
  return function open(wire: SocketWire, url: URL) {
    const isAnnounced = url.searchParams.get("connectionParams") === "1"
    wire.visit = new TrpcVisit(parts, wire, isAnnounced)
  }
}
