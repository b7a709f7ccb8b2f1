/** Two nodes on Postgres and Redis that look like one server: each new wish goes to the other one. */
import type { AppOptions } from "../../src/server/app.ts"
import { openStore } from "../../src/server/store/open.ts"
import { startTestApp, type TestApp } from "./app.ts"
import { temporarySchema } from "./postgres.ts"
import { openTestRedis } from "./redis.ts"

type PairOptions = Pick<Partial<AppOptions>, "rateLimit">

/**
 * Whatever is asked over REST goes to one node after the other, and so do the typed clients and the raw sockets that are
 * opened: who speaks and who listens are at different nodes.
 */
export async function startPair(options: PairOptions = {}) {
  await using making = new AsyncDisposableStack()
  const schema = making.use(await temporarySchema())
  const start = async () => {
    const store = await openStore(schema.url)
    making.defer(store.close)
    const { bus, createRate } = await openTestRedis(store.epoch)
    making.defer(bus.close)
    const nodes = { bus, createRate, log: { warn: () => undefined } }
    return making.use(await startTestApp({ ...options, store, nodes }))
  }
  const apps: [TestApp, TestApp] = [await start(), await start()]
  const owned = making.move()
  return { ...inTurn(apps), [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

/** For tests that take a server as they find it: they leave none of its rooms behind. */
export function shared(start: typeof startPair) {
  const running = new Map<string, ReturnType<typeof start>>()

  return {
    async start(options: PairOptions = {}) {
      const key = JSON.stringify(options)
      const pair = await (running.get(key) ?? start(options))
      running.set(key, Promise.resolve(pair))
      return { ...pair, [Symbol.asyncDispose]: () => leaveNothing(pair) }
    },
    async end() {
      for (const pair of running.values()) await (await pair)[Symbol.asyncDispose]()
    },
  }
}

async function leaveNothing({ rest, leaveAll }: TestApp) {
  await leaveAll()
  const { body: rooms } = await rest.get("/api/chat/rooms")
  for (const { id } of rooms) await rest.delete(`/api/chat/rooms/${id}`)
}

function inTurn(apps: [TestApp, TestApp]): TestApp {
  let turn = 0
  const next = () => apps[turn++ % 2] as TestApp
  return {
    ...apps[0],
    get url() {
      return next().url
    },
    rest: {
      ask: (...asked) => next().rest.ask(...asked),
      get: (path) => next().rest.get(path),
      delete: (path) => next().rest.delete(path),
      post: (...asked) => next().rest.post(...asked),
    },
    client: (username) => next().client(username),
    raw: (...place) => next().raw(...place),
    async room(name = "lobby") {
      return next().room(name)
    },
    leaveAll: async () => (await Promise.all(apps.map((app) => app.leaveAll()))).flat(),
  }
}
