import { openHistory } from "../history/database.ts"
import { askPages, readPages } from "../history/pages.ts"
import { atMost, figure } from "../measure/report.ts"
import { addRound, medianOf, type Rounds, ratioOf } from "../measure/stats.ts"
import { type Scenario, tell } from "./scenario.ts"

const SIZES = [1_000_000, 10_000_000]
const nameOf = (messages: number) => `${messages / 1e6} M messages`
const [SMALL, LARGE] = SIZES.map(nameOf) as [string, string]

/** Milliseconds: inside the server, and over tRPC and loopback. */
type Pages = { p50: number; p99: number; askedP50: number; askedP99: number }

export const history: Scenario = {
  name: "history",
  about: "server",
  title: "History: a page of 50",
  how:
    "At random places of a room that has half of all messages, among 1,000 rooms that take turns. Inside: one call of the " +
    "store from the main thread, to the reading thread and back; asked: `messages.history` over a WebSocket. Warm.",

  async run(options) {
    const rounds: Rounds<Pages> = new Map()
    for (let round = 1; round <= options.rounds; round++)
      for (const messages of SIZES) {
        const path = openHistory(messages)
        const inside = await readPages(path, messages)
        const asked = await askPages(path, messages)
        const sample = { ...inside, askedP50: asked.p50, askedP99: asked.p99 }
        tell(`round ${round}, ${nameOf(messages)}: p99 ${figure(inside.p99)} ms inside`)
        addRound(rounds, nameOf(messages), sample)
      }
    const picks = [
      (pages: Pages) => pages.p50,
      p99,
      (pages: Pages) => pages.askedP50,
      (pages: Pages) => pages.askedP99,
    ]
    const rows = [SMALL, LARGE].map((name) => [
      name,
      ...picks.map((pick) => figure(medianOf(rounds, name, pick))),
    ])
    const columns = ["", "inside p50 ms", "inside p99 ms", "asked p50 ms", "asked p99 ms"]
    return { tables: [{ title: "One at a time", columns, rows }], goals: goals(rounds) }
  },
}

const p99 = (pages: Pages) => pages.p99

const goals = (rounds: Rounds<Pages>) => [
  {
    what: "history page of 50 at 10 M messages, inside the server, p99",
    measured: medianOf(rounds, LARGE, p99),
    ...atMost(0.5, "ms"),
  },
  {
    what: "history page of 50, p99 at 10 M / at 1 M",
    measured: ratioOf(rounds, [LARGE, SMALL], p99),
    ...atMost(2),
  },
]
