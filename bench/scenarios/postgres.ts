import { openStore } from "../../src/server/store/open.ts"
import { append } from "../../src/server/store/postgres/append.ts"
import { settingsOf } from "../../src/server/store/postgres/connection.ts"
import { createSession } from "../../src/server/store/postgres/session.ts"
import type { Draft } from "../../src/server/store/store.ts"
import { atLeast, figure } from "../measure/report.ts"
import { addRound, medianOf, percentile, type Rounds, ratioOf } from "../measure/stats.ts"
import { createDatabase } from "../processes/database.ts"
import { type Options, type Scenario, tell } from "./scenario.ts"

const OUTSTANDING = 100
const ROOMS = 100
const CONTENT = "x".repeat(100)
const SENDER = { username: "ann", usernameKey: "ann", personId: null }

type Append = (draft: Draft) => Promise<unknown>
type Contestant = { name: string; rooms: number; append: Append }
type Sample = { messages: number; p50: number; p99: number }

const HOT = "Confab, all in one room"
const SPREAD = `Confab, over ${ROOMS} rooms`
const SINGLE = "one transaction a message, one connection"
const POOLED = "one transaction a message, ten connections"

export const postgres: Scenario = {
  name: "postgres",
  about: "cluster",
  title: "Postgres: durable messages",
  how:
    `${OUTSTANDING} messages on their way at the same time, asked of the store itself, the next when one is committed. Against ` +
    "the same statements in a transaction for each message, over one connection and over ten.",

  async run(options) {
    const database = await createDatabase()
    try {
      const rounds = await compare(database.url, options)
      return { tables: [table(rounds)], goals: goals(rounds) }
    } finally {
      await database.drop()
    }
  },
}

async function compare(url: string, { rounds: count, seconds }: Options) {
  const store = await openStore(url)
  const roomIds: number[] = []
  for (let n = 0; n < ROOMS; n++)
    roomIds.push((await store.createRoom({ name: `room ${n}`, key: `room ${n}` })).id)
  const single = appendOneByOne(url, 1)
  const pooled = appendOneByOne(url, 10)
  const contestants: Contestant[] = [
    { name: HOT, rooms: 1, append: store.append },
    { name: SPREAD, rooms: ROOMS, append: store.append },
    { name: SINGLE, rooms: ROOMS, append: single.append },
    { name: POOLED, rooms: ROOMS, append: pooled.append },
  ]
  const rounds: Rounds<Sample> = new Map()
  for (let round = 1; round <= count; round++)
    for (const { name, rooms, append } of contestants) {
      await measure(append, roomIds.slice(0, rooms), seconds / 4)
      const sample = await measure(append, roomIds.slice(0, rooms), seconds)
      tell(`round ${round}, ${name}: ${figure(sample.messages)} messages/s`)
      addRound(rounds, name, sample)
    }
  await Promise.all([store.close(), single.end(), pooled.end()])
  return rounds
}

/** What Confab would do without its group commit: every connection has one message at a time. */
function appendOneByOne(url: string, connections: number) {
  const sessions = Array.from({ length: connections }, () => createSession(settingsOf(url)))
  const lanes = sessions.map((session) => ({ session, last: Promise.resolve() }))
  let turn = 0
  return {
    append(draft: Draft) {
      const lane = lanes[turn++ % connections] as (typeof lanes)[number]
      lane.last = lane.last.then(async () => {
        const client = await lane.session.client()
        await append(client, [draft])
        await client.query("COMMIT")
      })
      return lane.last
    },
    end: () => Promise.all(sessions.map((session) => session.end())),
  }
}

async function measure(append: Append, roomIds: number[], seconds: number): Promise<Sample> {
  const waits: number[] = []
  const began = performance.now()
  const until = began + seconds * 1000
  let said = 0
  const send = async () => {
    for (let asked = began; asked < until; asked = performance.now()) {
      const roomId = roomIds[said++ % roomIds.length] as number
      await append({ ...SENDER, roomId, content: CONTENT, clientId: crypto.randomUUID() })
      waits.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: OUTSTANDING }, send))
  const elapsed = (performance.now() - began) / 1000
  const [p50, p99] = [percentile(waits, 0.5), percentile(waits, 0.99)]
  return { messages: waits.length / elapsed, p50, p99 }
}

const perSecond = ({ messages }: Sample) => messages

function table(rounds: Rounds<Sample>) {
  const columns = ["", "messages/s", "× one a message", "ack p50 ms", "ack p99 ms"]
  const rows = [HOT, SPREAD, SINGLE, POOLED].map((name) => [
    name,
    figure(medianOf(rounds, name, perSecond)),
    figure(ratioOf(rounds, [name, SINGLE], perSecond)),
    figure(medianOf(rounds, name, ({ p50 }) => p50)),
    figure(medianOf(rounds, name, ({ p99 }) => p99)),
  ])
  return { title: `${OUTSTANDING} outstanding`, columns, rows }
}

const goals = (rounds: Rounds<Sample>) => [
  {
    what: `Postgres, ${OUTSTANDING} outstanding: Confab / one transaction a message`,
    measured: ratioOf(rounds, [SPREAD, SINGLE], perSecond),
    ...atLeast(15),
  },
  {
    what: "Postgres: one hot room / 100 rooms, messages/s",
    measured: ratioOf(rounds, [HOT, SPREAD], perSecond),
    ...atLeast(0.8),
  },
]
