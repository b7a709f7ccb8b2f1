/** What one thing costs, all of it measured: by `npm run bench` (README.md) and by measure.ts (measured.json). */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { bench } from "../processes/folders.ts"
import measured from "./measured.json" with { type: "json" }
import { storedFigure } from "./stored.ts"

export type Costs = ReturnType<typeof readCosts>

const US = "Confab tRPC"
const FANOUT = "Fan-out: CPU per delivery"
const PROFILE = "Profile: where a message's time goes"
const BURST = 10

/** "Micros" are CPU microseconds, "Millis" time. */
export function readCosts() {
  const results = readFileSync(join(bench, "README.md"), "utf8")
  const fanout = (table: string) =>
    storedFigure(results, { section: FANOUT, table, row: US, column: "CPU s / million" })
  const profile = (row: string) =>
    storedFigure(results, { section: PROFILE, table: "Many rooms", row, column: US })
  const [alone, inBurst] = [fanout("One message a flush"), fanout("Bursts of 10 a flush")]
  // A flush is one write and its frames; two measurements, two unknowns.
  const frameMicros = (BURST * inBurst - alone) / (BURST - 1)

  return {
    ...measured.figures,
    frameMicros,
    writeMicros: alone - frameMicros,
    /** A send at its door: reading, checking, answering; neither the store nor telling it. */
    doorMicros:
      profile("all") -
      profile("other threads (store, V8)") -
      profile("writing to sockets (kernel, libuv)"),
    connectionBytes: 1000 * storedFigure(results, { ...memory, row: US, column: "KB, collected" }),
  }
}

const memory = { section: "Memory", table: "RSS a connection" }
