/** A whole server in this process, on a free port and in memory, and the people who use it. */
import { pino } from "pino"
import { type AppOptions, startApp } from "../../src/server/app.ts"
import { createMetrics } from "../../src/server/metrics.ts"
import { openStore } from "../../src/server/store/open.ts"
import { reach } from "./reach.ts"

/** A `store` that is given is shared with others: it stays open. */
type TestAppOptions = Partial<AppOptions> & { databaseUrl?: string }

export async function startTestApp({ databaseUrl, ...options }: TestAppOptions = {}) {
  const metrics = createMetrics()
  const opened = () => openStore(databaseUrl ?? "sqlite::memory:", metrics.commitChanges)
  const store = options.store ?? (await opened())
  const app = await startApp({
    log: pino({ level: "silent" }),
    host: "127.0.0.1",
    port: 0,
    corsOrigins: [],
    trustProxy: [],
    rateLimit: false,
    metricsToken: null,
    metrics,
    version: "test",
    webRoot: null,
    ...options,
    store,
  })
  const reached = reach(app.url)

  return {
    ...app,
    ...reached,
    store,

    /** Creates a room and answers its id. */
    async room(name = "lobby"): Promise<number> {
      const { body } = await reached.rest.post("/api/chat/rooms", { name })
      return body.id
    },

    async [Symbol.asyncDispose]() {
      await reached.leaveAll()
      await app.close()
      if (!options.store) await store.close()
    },
  }
}

export type TestApp = Awaited<ReturnType<typeof startTestApp>>

/** How a contract gets at a server: one node by itself, or something that looks like one. */
export type Start = (options?: Pick<TestAppOptions, "rateLimit" | "roomsMax">) => Promise<TestApp>
