/** tRPC's own WebSocket handler before our router and a core of its own: what our adapter is compared with. */
import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tracked } from "@trpc/server"
import { getWSConnectionHandler } from "@trpc/server/adapters/ws"
import { WebSocketServer } from "ws"
import { createContext } from "../../src/server/api/context.ts"
import { eventId } from "../../src/server/api/resume-token.ts"
import { type Dialects, SubscriptionFeed } from "../../src/server/api/trpc/feed.ts"
import { appRouter } from "../../src/server/api/trpc/router.ts"
import { createChat } from "../../src/server/chat/chat.ts"
import { openStore } from "../../src/server/store/open.ts"
import { BATCH_CALLS_MAX } from "../../src/shared/limits.ts"
import { newPeer } from "./peer.ts"
import { readAloud } from "./seat.ts"

export async function startStockTrpc() {
  const store = await openStore("sqlite::memory:")
  const chat = createChat({ store, rateLimit: false })
  letIterate(chat.epoch)
  const http = createServer().listen(0, "127.0.0.1")
  await once(http, "listening")
  const wss = new WebSocketServer({ server: http })
  const handler = getWSConnectionHandler({
    wss,
    router: appRouter,
    maxBatchSize: BATCH_CALLS_MAX,
    createContext: ({ info }) =>
      createContext(chat, { name: info.connectionParams?.username }, newPeer()),
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

const nothing = { name: "", write: () => "", pack: () => Buffer.alloc(0) }
const dialects: Dialects = { room: { ...nothing }, list: { ...nothing } }

/** tRPC's own handler iterates what a subscription answers, which ours never does. */
function letIterate(epoch: string) {
  function iterate(this: SubscriptionFeed<unknown, unknown>) {
    const isRoom = this.dialectIn(dialects) === dialects.room
    const aloud = readAloud(this.feed)
    return {
      ...aloud,
      async next() {
        const { value, done } = await aloud.next()
        if (done) return { value, done }
        return { value: isRoom ? tracked(eventId(epoch, value.seq), value.event) : value.event }
      },
    }
  }
  Object.defineProperty(SubscriptionFeed.prototype, Symbol.asyncIterator, {
    value: iterate,
    writable: true,
  })
}
