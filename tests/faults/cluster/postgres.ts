import { setTimeout as wait } from "node:timers/promises"
import { Client } from "pg"
import { amount } from "../../support/amount.ts"
import { type Fault, MEANWHILE } from "./fault.ts"

/** In the long form, longer than anybody waits for an answer. */
const STANDSTILL_MS = amount(1_000, 8_000)

export const postgresFaults: Fault[] = [
  {
    name: "Postgres ends every connection",
    times: amount(2, 40),
    async happen({ postgres }, crowd) {
      const admin = new Client({ connectionString: postgres.url })
      await admin.connect()
      await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
      )
      await admin.end()
      await crowd.acknowledged(MEANWHILE)
    },
  },
  {
    name: "Postgres is shut down and started again",
    times: amount(1, 6),
    async happen({ postgres }, crowd) {
      await crowd.acknowledged(MEANWHILE)
      await postgres.end("SIGINT")
      await postgres.start()
      await crowd.acknowledged(MEANWHILE)
    },
  },
  {
    name: "Postgres crashes, and recovers",
    times: amount(1, 12),
    async happen({ postgres }, crowd) {
      await crowd.acknowledged(MEANWHILE)
      await postgres.end("SIGQUIT")
      await postgres.start()
      await crowd.acknowledged(MEANWHILE)
    },
  },
  {
    name: "Postgres stands still",
    times: amount(1, 6),
    async happen({ postgres }, crowd) {
      const goOn = postgres.pause()
      await wait(STANDSTILL_MS)
      goOn()
      await crowd.acknowledged(MEANWHILE)
    },
  },
]
