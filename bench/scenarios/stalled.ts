import type { Plan } from "../load/plan.ts"
import { atMost, figure, megabytes } from "../measure/report.ts"
import { addRound, medianOf, type Rounds, ratioOf } from "../measure/stats.ts"
import { confabRaw, confabTrpc } from "../peers/contestants.ts"
import { startLoad } from "../processes/load.ts"
import { type Contestant, type RunningServer, startServer } from "../processes/server.ts"
import { gatheringOf } from "./match.ts"
import { type Options, type Scenario, tell } from "./scenario.ts"

const READERS = 100
const STALLED = 50
const PER_SECOND = 100
/** As long as Confab takes, in letters of three bytes: 12 KB a message fill what the kernel buffers soon. */
const WORDING = { chars: 4_000, wide: true }
/** By then even what the kernel keeps for a connection, four megabytes as a rule, has overflowed. */
const SECONDS_MIN = 6
const SAMPLING_MS = 100

type Busy = { p99: number; rssGrowth: number }

const contestants = [confabRaw, confabTrpc]
const without = ({ name }: Contestant) => `${name}, nobody stalled`
const stalling = ({ name }: Contestant) => `${name}, ${STALLED} stalled`

export const stalled: Scenario = {
  name: "stalled",
  about: "server",
  title: "Stalled readers: 50 in a busy room",
  how:
    "100 messages a second of 12 KB to 100 readers, with and without 50 more who stop reading at once. The server's " +
    "highest RSS over that at the beginning, and the p99 from a message to the last of those who read.",

  async run(options) {
    const rounds: Rounds<Busy> = new Map()
    for (let round = 1; round <= options.rounds; round++)
      for (const contestant of contestants) {
        add(rounds, without(contestant), await measure(contestant, 0, options))
        add(rounds, stalling(contestant), await measure(contestant, STALLED, options))
      }
    const names = contestants.flatMap((contestant) => [without(contestant), stalling(contestant)])
    const rows = names.map((name) => [
      name,
      megabytes(medianOf(rounds, name, (sample) => sample.rssGrowth)),
      figure(medianOf(rounds, name, (sample) => sample.p99)),
    ])
    const columns = ["", "RSS + MB", "p99 ms"]
    return { tables: [{ title: "With and without", columns, rows }], goals: goals(rounds) }
  },
}

function add(rounds: Rounds<Busy>, name: string, sample: Busy) {
  tell(`${name}: RSS + ${megabytes(sample.rssGrowth)} MB, p99 ${figure(sample.p99)} ms`)
  addRound(rounds, name, sample)
}

async function measure(contestant: Contestant, stalledReaders: number, { seconds }: Options) {
  const server = await startServer(contestant, 1, 0)
  const crowd = { members: READERS, senders: 10 }
  const load = await startLoad(gatheringOf(server, server.roomIds, crowd), 1)
  const pace = { kind: "steady", perSecond: PER_SECOND } as const
  const plan: Plan = { seconds, wording: WORDING, until: "delivered", pace }
  await load.run({ ...plan, seconds: seconds / 2 })
  const others = stalledReaders > 0 ? await stall(server, stalledReaders) : null
  const growth = watchRss(server)
  const { p99 } = await load.run({ ...plan, seconds: Math.max(seconds, SECONDS_MIN) })
  const rssGrowth = growth.stop()
  await others?.stop()
  await load.stop()
  await server.stop()
  return { p99, rssGrowth }
}

async function stall(server: RunningServer, members: number) {
  const load = await startLoad(gatheringOf(server, server.roomIds, { members, senders: 0 }), 1)
  await load.stall()
  return load
}

function watchRss(server: RunningServer) {
  const before = server.rssBytes()
  let most = before
  const watching = setInterval(() => {
    most = Math.max(most, server.rssBytes())
  }, SAMPLING_MS)
  return {
    stop() {
      clearInterval(watching)
      return most - before
    },
  }
}

const goals = (rounds: Rounds<Busy>) =>
  contestants.flatMap((contestant) => {
    const [name, undisturbed] = [stalling(contestant), without(contestant)]
    return [
      {
        what: `${name}: RSS +`,
        measured: medianOf(rounds, name, (sample) => sample.rssGrowth) / 1e6,
        ...atMost(64, "MB"),
      },
      {
        what: `${name}: the others' p99 / without`,
        measured: ratioOf(rounds, [name, undisturbed], (sample) => sample.p99),
        ...atMost(1.2),
      },
    ]
  })
