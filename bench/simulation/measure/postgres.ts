import { randomBytes } from "node:crypto"
import { Client } from "pg"
import { openStore } from "../../../src/server/store/open.ts"
import type { Store } from "../../../src/server/store/store.ts"
import { cpuSeconds } from "../../measure/process.ts"
import { tell } from "../../scenarios/scenario.ts"
import { appendFor, fillRoom, makeRooms } from "./appending.ts"

const ROOMS = 1_000
const SATURATED = 1_000
const QUESTIONS = 500
const REPLAYED = 50

/** `name` is the schema's, and what its connections are called. */
type Database = { name: string; ask(sql: string): Promise<Record<string, string>[]> }
type Load = { outstanding: number; roomIds: number[]; seconds: number }

/** The store on a schema of its own: what a message, a head check and a replay cost Postgres and the node. */
export async function measurePostgres(url: string, seconds: number) {
  const name = `confab_bench_${randomBytes(4).toString("hex")}`
  const own = new Client({ connectionString: url })
  await own.connect()
  await own.query(`CREATE SCHEMA ${name}`)
  const ask = async (sql: string) => (await own.query(sql)).rows
  const place = new URL(url)
  place.searchParams.set("options", `-csearch_path=${name}`)
  place.searchParams.set("application_name", name)
  const [store, other] = await Promise.all([openStore(place.href), openStore(place.href)])
  try {
    await ask(`SET search_path = ${name}`)
    return await measureStores({ name, ask }, [store, other], seconds)
  } finally {
    await Promise.all([store.close(), other.close()])
    await ask(`DROP SCHEMA ${name} CASCADE`)
    await own.end()
  }
}

async function measureStores(database: Database, stores: [Store, Store], seconds: number) {
  const [store] = stores
  const roomIds = await makeRooms(store, ROOMS)
  const hot = roomIds.slice(0, 1)
  await measureAppends(database, [store], { outstanding: SATURATED, roomIds, seconds: 1 })
  const alone = await measureAppends(database, [store], { outstanding: 1, roomIds, seconds })
  const load = { outstanding: SATURATED, roomIds, seconds }
  const many = await measureAppends(database, [store], load)
  const two = await measureAppends(database, stores, load)
  const one = await measureAppends(database, [store], { ...load, roomIds: hot })
  const shared = await measureAppends(database, stores, { ...load, roomIds: hot })
  return {
    appendsPerSecondAlone: alone.perSecond,
    appendsPerSecond: many.perSecond,
    appendsPerSecondTwoNodes: two.perSecond,
    appendsPerSecondOneRoom: one.perSecond,
    appendsPerSecondOneRoomTwoNodes: shared.perSecond,
    commitsPerSecond: many.commitsPerSecond,
    commitMillis: 1000 / alone.perSecond,
    postgresCommitMicros: alone.postgresMicros - many.postgresMicros,
    postgresAppendMicros: many.postgresMicros,
    nodeAppendMicros: many.nodeMicros,
    messageBytes: await messageBytes(database),
    ...(await measureReads(database, store, roomIds)),
  }
}

async function measureAppends(database: Database, stores: Store[], load: Load) {
  const before = { cpu: await backendSeconds(database), commits: await commits(database) }
  const { messages, elapsed, nodeMicros } = await appendFor(stores, load)
  const cpu = (await backendSeconds(database)) - before.cpu
  const perSecond = messages / elapsed
  tell(`Postgres, ${load.outstanding} outstanding: ${Math.round(perSecond)} messages/s`)
  return {
    perSecond,
    commitsPerSecond: ((await commits(database)) - before.commits) / elapsed,
    postgresMicros: (cpu * 1e6) / messages,
    nodeMicros: nodeMicros / messages,
  }
}

async function measureReads(database: Database, store: Store, roomIds: number[]) {
  const roomId = roomIds.at(-1) as number
  await fillRoom(store, roomId, REPLAYED)
  const { seq } = (await store.heads([roomId]))[0] as { seq: number }
  const from = { roomId, after: seq - REPLAYED, limit: 500 }
  const heads = await measureAsking(database, () => store.heads(roomIds))
  const replay = await measureAsking(database, () => store.replay(from))
  return {
    headsMillis: heads.millis,
    postgresHeadMicros: heads.postgresMicros / ROOMS,
    replayMillis: replay.millis,
    postgresReplayMicros: replay.postgresMicros,
  }
}

async function measureAsking(database: Database, ask: () => Promise<unknown>) {
  await ask()
  const before = { cpu: await backendSeconds(database), at: performance.now() }
  for (let asked = 0; asked < QUESTIONS; asked++) await ask()
  const millis = (performance.now() - before.at) / QUESTIONS
  const cpu = (await backendSeconds(database)) - before.cpu
  return { millis, postgresMicros: (cpu * 1e6) / QUESTIONS }
}

/** CPU of Postgres' processes that serve these stores. Its writers of the log and of pages are not among them. */
async function backendSeconds({ name, ask }: Database): Promise<number> {
  const rows = await ask(`SELECT pid FROM pg_stat_activity WHERE application_name = '${name}'`)
  return rows.reduce((sum, { pid }) => sum + cpuSeconds(Number(pid)).total, 0)
}

/** A transaction leaves its name in every row it made. */
async function commits({ ask }: Database): Promise<number> {
  const [row] = await ask("SELECT count(DISTINCT xmin::text) AS made FROM messages")
  return Number(row?.made)
}

async function messageBytes({ ask }: Database): Promise<number> {
  const [row] = await ask(
    `SELECT (pg_total_relation_size('messages') + pg_total_relation_size('room_events'))
       / count(*) AS bytes FROM messages`,
  )
  return Number(row?.bytes)
}
