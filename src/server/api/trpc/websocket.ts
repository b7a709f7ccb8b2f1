/** tRPC over WebSocket: the stock handler, behind the bounds it lacks. */
import type { IncomingMessage } from "node:http"
import { getWSConnectionHandler } from "@trpc/server/adapters/ws"
import type { Logger } from "pino"
import type { RawData, WebSocket, WebSocketServer } from "ws"
import { BATCH_CALLS_MAX, HELLO_WAIT_MS, JSON_DEPTH_MAX } from "../../../shared/limits.ts"
import type { Chat } from "../../chat/chat.ts"
import type { AddressRule } from "../address.ts"
import { closeCodes } from "../close-codes.ts"
import { createContext } from "../context.ts"
import { isTooDeep } from "../json.ts"
import type { SocketWire } from "../wire.ts"
import { refusalFrame, reportTo } from "./errors.ts"
import { appRouter } from "./router.ts"

/** What the official client understands as: open a new connection, then leave this one. */
export const RECONNECT = JSON.stringify({ id: null, method: "reconnect" })

type Parts = { chat: Chat; log: Logger; server: WebSocketServer; addressOf: AddressRule }

export function createTrpcDoor({ chat, log, server, addressOf }: Parts) {
  /** Serves one socket until it closes. */
  return function open(wire: SocketWire, url: URL, request: IncomingMessage) {
    const { socket } = wire
    const announced = url.searchParams.get("connectionParams") === "1"
    const address = addressOf(request)
    const late = announced
      ? setTimeout(() => socket.close(closeCodes.nameless, "no name was given"), HELLO_WAIT_MS)
      : undefined
    const serve = getWSConnectionHandler({
      router: appRouter,
      wss: server,
      maxBatchSize: BATCH_CALLS_MAX,
      createContext: ({ info }) => {
        clearTimeout(late)
        return createContext({ chat, wire, address, username: info.connectionParams?.username })
      },
      onError: reportTo(log),
    })
    guarded(wire, () => serve(socket, request))
    socket.once("close", () => clearTimeout(late))
  }
}

/** Lets the listeners that `serve` adds hear only frames within bounds, and of no error: that is the other side's fault. */
function guarded({ socket, keepsUp, admitsFrame }: SocketWire, serve: () => void) {
  const { message: added } = takeOver(socket, ["message", "error"], serve)
  socket.on("message", (data: RawData, isBinary: boolean) => {
    if (!admitsFrame()) return socket.close(closeCodes.flooding, "slow down")
    if (!keepsUp()) return
    if (isBinary) return socket.close(closeCodes.notText, "text frames only")
    if (isTooDeep(String(data)))
      return socket.send(refusalFrame(`JSON nests deeper than ${JSON_DEPTH_MAX}`))
    for (const listener of added) listener.call(socket, data, isBinary)
  })
}

/** Does `add`, and takes off again what it made listen to these events. */
function takeOver<Name extends "message" | "error">(
  socket: WebSocket,
  names: Name[],
  add: () => void,
) {
  const before = new Set(names.flatMap((name) => socket.listeners(name)))
  add()
  const added = names.map((name) => {
    const listeners = socket.listeners(name).filter((listener) => !before.has(listener))
    for (const listener of listeners) socket.off(name, listener as () => void)
    return [name, listeners] as const
  })
  return Object.fromEntries(added) as Record<Name, ReturnType<WebSocket["listeners"]>>
}
