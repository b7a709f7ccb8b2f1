/** The Postgres that tests use, a schema of its own for each. */
import { randomBytes } from "node:crypto"
import { Client } from "pg"
import { findServer } from "./servers.ts"

export const postgres = await findServer({
  name: "Postgres",
  variable: "TEST_POSTGRES_URL",
  byDefault: "postgres://postgres@127.0.0.1:5432/test",
})

/** Runs SQL as the tests' own user, beside any store. */
async function run(sql: string, url = postgres.url) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** A database of its own, for programs that take one as a whole. Gone when its scope ends. */
export async function temporaryDatabase() {
  const name = `confab_test_${randomBytes(6).toString("hex")}`
  await run(`CREATE DATABASE ${name}`)
  const url = new URL(postgres.url)
  url.pathname = `/${name}`
  return {
    url: url.href,
    [Symbol.asyncDispose]: async () => void (await run(`DROP DATABASE ${name} WITH (FORCE)`)),
  }
}

/** Gone, with all in it, when its scope ends. `url` leads into it. */
export async function temporarySchema() {
  const name = `confab_test_${randomBytes(6).toString("hex")}`
  await run(`CREATE SCHEMA ${name}`)
  const url = new URL(postgres.url)
  url.searchParams.set("options", `-csearch_path=${name}`)
  url.searchParams.set("application_name", name)
  return {
    name,
    url: url.href,
    run: (sql: string) => run(sql, url.href),

    /** The same place, by way of another address. */
    urlThrough(proxy: string): string {
      const through = new URL(url)
      through.host = new URL(proxy).host
      return through.href
    },

    /**
     * A user of its own, for whom these are set and who may use the schema; gone when the scope ends.
     */
    async user(settings: Record<string, string> = {}) {
      const role = `${name}_user`
      await run(
        `CREATE ROLE ${role} LOGIN; GRANT ALL ON SCHEMA ${name} TO ${role};
         GRANT ALL ON ALL TABLES IN SCHEMA ${name} TO ${role};
         GRANT ALL ON ALL SEQUENCES IN SCHEMA ${name} TO ${role}`,
      )
      const set = (name: string, value: string) =>
        run(`ALTER ROLE ${role} SET ${name} = '${value}'`)
      for (const [name, value] of Object.entries(settings)) await set(name, value)
      const own = new URL(url)
      own.username = role
      return {
        name: role,
        url: own.href,
        set,
        [Symbol.asyncDispose]: async () =>
          void (await run(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`)),
      }
    },

    /** Ends every connection to it, as an administrator would. */
    endConnections: () =>
      run(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '${name}'`,
      ),

    /** With what a restore has kept of it. */
    async [Symbol.asyncDispose]() {
      const ours = `SELECT nspname FROM pg_namespace WHERE starts_with(nspname, '${name}')`
      for (const { nspname } of await run(ours)) await run(`DROP SCHEMA ${nspname} CASCADE`)
    },
  }
}
