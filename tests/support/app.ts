/** A whole server in this process, on a free port and in memory, and the people who use it. */
import { pino } from "pino"
import { createChatClient } from "../../src/client/sdk/index.ts"
import { type AppOptions, startApp } from "../../src/server/app.ts"
import { openStore } from "../../src/server/store/open.ts"
import { openRawSocket } from "./raw-socket.ts"
import { createRestClient } from "./rest-client.ts"

type TestAppOptions = Partial<Omit<AppOptions, "store">> & { databaseUrl?: string }

export async function startTestApp({ databaseUrl, ...options }: TestAppOptions = {}) {
  const store = await openStore(databaseUrl ?? "sqlite::memory:")
  const app = await startApp({
    store,
    log: pino({ level: "silent" }),
    host: "127.0.0.1",
    port: 0,
    corsOrigins: [],
    trustProxy: [],
    rateLimit: false,
    version: "test",
    webRoot: null,
    ...options,
  })
  const rest = createRestClient(app.url)
  const closings: (() => unknown)[] = []

  return {
    ...app,
    store,
    rest,

    /** Creates a room and answers its id. */
    async room(name = "lobby"): Promise<number> {
      const { body } = await rest.post("/api/chat/rooms", { name })
      return body.id
    },

    /** The typed client, as somebody or nobody. */
    client(username?: string) {
      const client = createChatClient({ url: app.url, ...(username !== undefined && { username }) })
      closings.push(client.close)
      return client
    },

    /** A raw socket at `/ws/chat/{roomId}`. */
    raw(roomId: number | string, params: Record<string, string>) {
      const query = new URLSearchParams(params)
      const socket = openRawSocket(`${app.url}/ws/chat/${roomId}?${query}`)
      closings.push(socket.terminate)
      return socket
    },

    async [Symbol.asyncDispose]() {
      await Promise.all(closings.map((close) => close()))
      await app.close()
      await store.close()
    },
  }
}

export type TestApp = Awaited<ReturnType<typeof startTestApp>>
