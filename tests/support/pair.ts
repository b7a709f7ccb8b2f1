/** Two nodes on Postgres and Redis that look like one server: each new wish goes to the other one. */
import { openStore } from "../../src/server/store/open.ts"
import { type Start, startTestApp, type TestApp } from "./app.ts"
import { temporarySchema } from "./postgres.ts"
import { openTestRedis } from "./redis.ts"

type Apps = [TestApp, TestApp]
type Options = Parameters<Start>[0]

/**
 * Whatever is asked over REST goes to one node after the other, and so do the typed clients and the raw sockets that are
 * opened: who speaks and who listens are at different nodes. The same two nodes serve all tests that limit nothing.
 */
export function createPairs() {
  let common: ReturnType<typeof startApps> | undefined

  return {
    async start(options: Options = {}): Promise<TestApp> {
      if (options.rateLimit || options.roomsMax) {
        const own = await startApps(options)
        return inTurn(own.apps, own[Symbol.asyncDispose])
      }
      common ??= startApps({})
      const { apps } = await common
      return inTurn(apps, () => leaveNothing(apps))
    },
    end: async () => (await common)?.[Symbol.asyncDispose](),
  }
}

async function startApps(options: Options) {
  await using making = new AsyncDisposableStack()
  const schema = making.use(await temporarySchema())
  const start = async () => {
    const store = await openStore(schema.url)
    making.defer(store.close)
    const { bus, createRate } = await openTestRedis(store.epoch)
    making.defer(() => bus.close())
    const nodes = { bus, createRate, log: { warn: () => undefined } }
    return making.use(await startTestApp({ ...options, store, nodes }))
  }
  const apps: Apps = [await start(), await start()]
  const owned = making.move()
  return { apps, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

async function leaveNothing(apps: Apps) {
  for (const { leaveAll } of apps) await leaveAll()
  const [{ rest }] = apps
  const { body: rooms } = await rest.get("/api/chat/rooms")
  for (const { id } of rooms) await rest.delete(`/api/chat/rooms/${id}`)
}

function inTurn(apps: Apps, dispose: () => Promise<void>): TestApp {
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
    room: (name) => next().room(name),
    leaveAll: async () => (await Promise.all(apps.map(({ leaveAll }) => leaveAll()))).flat(),
    [Symbol.asyncDispose]: dispose,
  }
}
