/** tRPC's own WebSocket handler before our router and a core of its own: what our adapter is compared with. */
import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { getWSConnectionHandler } from "@trpc/server/adapters/ws"
import { WebSocketServer } from "ws"
import { createContext } from "../../src/server/api/context.ts"
import { appRouter } from "../../src/server/api/trpc/router.ts"
import { createChat } from "../../src/server/chat/chat.ts"
import { openStore } from "../../src/server/store/open.ts"
import { BATCH_CALLS_MAX } from "../../src/shared/limits.ts"
import { newPeer } from "./peer.ts"

export async function startStockTrpc() {
  const store = await openStore("sqlite::memory:")
  const chat = createChat({ store, rateLimit: false })
  const http = createServer().listen(0, "127.0.0.1")
  await once(http, "listening")
  const wss = new WebSocketServer({ server: http })
  const handler = getWSConnectionHandler({
    wss,
    router: appRouter,
    maxBatchSize: BATCH_CALLS_MAX,
    createContext: ({ info }) =>
      createContext({
        chat,
        peer: newPeer(),
        username: info.connectionParams?.username,
      }),
  })
  wss.on("connection", handler)

  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    chat,
    async [Symbol.asyncDispose]() {
      for (const socket of wss.clients) socket.terminate()
      http.close()
      chat.close()
      await store.close()
    },
  }
}
