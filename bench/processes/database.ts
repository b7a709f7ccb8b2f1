import { settingsOf } from "../../src/server/store/postgres/connection.ts"
import { createSession } from "../../src/server/store/postgres/session.ts"

const DATABASE = process.env.TEST_POSTGRES_URL || "postgres://postgres@127.0.0.1:5432/test"

let schemas = 0

/** A schema of its own in the Postgres of the tests. */
export async function createDatabase() {
  const schema = `confab_bench_${process.pid}_${++schemas}`
  const admin = createSession(settingsOf(DATABASE))
  await (await admin.client()).query(`CREATE SCHEMA ${schema}`)
  const url = new URL(DATABASE)
  url.searchParams.set("options", `-csearch_path=${schema}`)

  return {
    url: url.href,
    async drop() {
      await (await admin.client()).query(`DROP SCHEMA ${schema} CASCADE`)
      await admin.end()
    },
  }
}
