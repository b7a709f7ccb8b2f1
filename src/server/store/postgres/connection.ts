import pg, { Client } from "pg"
import { STORE_CONNECT_MS_MAX, STORE_QUERY_MS_MAX } from "../../limits.ts"
import { endWithDeadline } from "./deadline.ts"
import { parseOptions } from "./options.ts"
import { applySettings, type SessionSettings, withDefaults } from "./session-settings.ts"

/** `session` is set by statements: a pooler may ignore settings of the login. */
export type Settings = { login: pg.ClientConfig; session: SessionSettings }

const KEEPALIVE_MS = 5_000

/** Throws an Error for operators when the URL has a setting that Confab cannot work with. */
export function settingsOf(databaseUrl: string): Settings {
  const url = new URL(databaseUrl)
  const { searchParams } = url
  // biome-ignore lint/style/noProcessEnv: the variables of Postgres' own programs are understood, and pg reads the others.
  const byDefault = process.env.PGOPTIONS ?? ""
  const { settings, rest } = parseOptions(searchParams.get("options") ?? byDefault)
  searchParams.delete("options")
  return {
    login: {
      connectionString: url.href,
      // Undefined, pg would use those of the environment unparsed.
      options: rest || (byDefault && " "),
      fallback_application_name: "confab",
      types: { getTypeParser },
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEPALIVE_MS,
      connectionTimeoutMillis: STORE_CONNECT_MS_MAX,
      query_timeout: STORE_QUERY_MS_MAX,
    },
    session: withDefaults(settings),
  }
}

export async function openConnection(
  { login, session }: Settings,
  overrides: pg.ClientConfig = {},
): Promise<Client> {
  const client = new Client({ ...login, ...overrides })
  // The next query rejects.
  client.on("error", () => {})
  try {
    await client.connect()
    await applySettings(client, session)
    return client
  } catch (error) {
    await endWithDeadline(client)
    throw error
  }
}

/** Without user and password. */
export function displayUrl(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl)
  return `postgres://${host}${pathname}`
}

const { INT8, TIMESTAMPTZ } = pg.types.builtins
const dateOf: (text: string) => Date = pg.types.getTypeParser(TIMESTAMPTZ)

/** Ids and seqs are far below 2^53; times leave as ISO 8601. */
const getTypeParser: typeof pg.types.getTypeParser = (type: number, format?: unknown) => {
  if (type === INT8) return Number
  if (type === TIMESTAMPTZ) return (text: string) => dateOf(text).toISOString()
  return pg.types.getTypeParser(type, format as "text")
}
