/**
 * The abuse table: whatever a client sends gets its one answer, nobody else notices, and nothing of the server's inside
 * is told. After every row the same process must run and the canaries must hear each other.
 */
import { resolve } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { byteRows } from "./bytes.ts"
import { floodRows } from "./floods.ts"
import { type Ground, startGround } from "./ground.ts"
import { jsonRows } from "./json.ts"
import { procedureRows } from "./procedures.ts"
import { rawFrameRows } from "./raw-frames.ts"
import { restRows } from "./rest.ts"
import type { Row } from "./row.ts"
import { textRows } from "./text.ts"
import { trpcHttpRows } from "./trpc-http.ts"
import { trpcSocketRows } from "./trpc-socket.ts"
import { upgradeRows } from "./upgrades.ts"
import { wireRows } from "./wire.ts"

const ROWS_MIN = 300
const ERROR_LEVEL = 50
/** The doors' words for what was done as it was asked. */
const ALLOWED: ReadonlySet<string | undefined> = new Set(
  "101 200 201 answered data done gone join kept lives message started".split(" "),
)
const PROJECT = resolve(import.meta.dirname, "../..")

/** Stacks, paths, SQL, and what else is the server's own business. */
const INSIDE =
  /\bat \S+ \(|\bat (file|node):|node_modules|src\/server|\.[cm]?[jt]s:\d|node:internal|SQLITE|constraint failed|\b(SELECT|INSERT|UPDATE|DELETE) .*\b(FROM|INTO|SET)\b|DATABASE_URL|SECRET/

// One server counts what people say, so that floods end; at the other the canaries may sing as often as they must.
const tables: { rates: "off" | "on"; rows: Row[] }[] = [
  {
    rates: "off",
    rows: [
      ...textRows,
      ...jsonRows,
      ...procedureRows,
      ...restRows,
      ...trpcHttpRows,
      ...trpcSocketRows,
      ...rawFrameRows,
      ...upgradeRows,
      ...byteRows,
      ...wireRows,
    ],
  },
  { rates: "on", rows: floodRows },
]

describe.each(tables)("with rate limits $rates", ({ rates, rows }) => {
  let ground: Ground
  beforeAll(async () => {
    ground = await startGround({ RATE_LIMIT: rates })
  })
  afterAll(() => ground[Symbol.asyncDispose]())

  test.each(rows)("$family: $name", async (row) => {
    const { word, text } = await row.ask(ground)
    expect([row.expected].flat(), text).toContain(word)
    expect(text).not.toMatch(INSIDE)
    expect(text).not.toContain(PROJECT)
    expect(ground.server.isRunning()).toBe(true)
    await ground.sing()
  })

  test("nothing that was refused was done", async () => {
    expect((await ground.rest.get("/healthz")).status).toBe(200)
    expect(await ground.rooms()).not.toContain("refused")
    expect(await ground.contents()).not.toContain("refused")
    // What shows that both would have been seen.
    expect(await ground.rooms()).toContain("Lobby")
    expect(await ground.contents()).toContain(rates === "on" ? "flood" : "still here")
  })

  test("nothing of it was the server's fault", () => {
    const lines = ground.server.output().trim().split("\n")
    const log = lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line))
    const errors = log.filter(({ level }) => level >= ERROR_LEVEL)
    expect(new Set(errors.map(({ msg, err }) => `${msg}: ${err?.message}`))).toEqual(new Set())
    expect(lines.filter((line) => !line.startsWith("{"))).toEqual([`listening on ${ground.url}`])
  })
})

test("beside the abuse of every family stands what is allowed", () => {
  const families = Map.groupBy(
    tables.flatMap(({ rows }) => rows),
    ({ family }) => family,
  )
  const isAllowed = ({ expected }: Row) => ALLOWED.has(`${[expected].flat()[0]}`.split(" ")[0])
  const without = [...families].filter(([, rows]) => !rows.some(isAllowed))
  expect(without.map(([family]) => family)).toEqual([])
})

test("what is looked for in answers would be found", () => {
  expect(new Error("a stack").stack).toMatch(INSIDE)
  expect("UNIQUE constraint failed: rooms.name_key").toMatch(INSIDE)
  expect("select, delete and a path/of/a.room are words").not.toMatch(INSIDE)
})

test("the table is large, and no input stands in it twice", () => {
  const rows = tables.flatMap((table) => table.rows)
  expect(rows.length).toBeGreaterThanOrEqual(ROWS_MIN)
  const inputs = rows.map(({ family, input }) => JSON.stringify([family, input], evenNothing))
  const known = new Set<string>()
  expect(inputs.filter((input) => known.size === known.add(input).size)).toEqual([])
})

const evenNothing = (_: string, value: unknown) => (value === undefined ? "undefined" : value)
