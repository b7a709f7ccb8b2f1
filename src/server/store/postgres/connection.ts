import pg, { Client } from "pg"
import { STORE_CONNECT_MS_MAX, STORE_QUERY_MS_MAX } from "../../limits.ts"
import { endInTime } from "./deadline.ts"
import { optionsIn } from "./options.ts"
import { putInForce, type SessionSettings, withOurs } from "./session-settings.ts"

/** How to connect, and what is set for each session by statements: what is asked for at the start a pooler may ignore. */
export type Settings = { login: pg.ClientConfig; session: SessionSettings }

const KEEPALIVE_MS = 5_000

/** Throws an Error for people when the URL sets what cannot be. */
export function settingsOf(databaseUrl: string): Settings {
  const url = new URL(databaseUrl)
  const { searchParams } = url
  // biome-ignore lint/style/noProcessEnv: the variables of Postgres' own programs are understood, and pg reads the others.
  const byDefault = process.env.PGOPTIONS ?? ""
  const { settings, rest } = optionsIn(searchParams.get("options") ?? byDefault)
  searchParams.delete("options")
  return {
    login: {
      connectionString: url.href,
      // Without any, pg would take those of the environment as they are.
      options: rest || (byDefault && " "),
      fallback_application_name: "confab",
      types: { getTypeParser },
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEPALIVE_MS,
      connectionTimeoutMillis: STORE_CONNECT_MS_MAX,
      query_timeout: STORE_QUERY_MS_MAX,
    },
    session: withOurs(settings),
  }
}

/** Rejects when it cannot be had with its settings in force, and is closed then. */
export async function openConnection(
  { login, session }: Settings,
  more: pg.ClientConfig = {},
): Promise<Client> {
  const client = new Client({ ...login, ...more })
  // Whatever is asked next says so.
  client.on("error", () => {})
  try {
    await client.connect()
    await putInForce(client, session)
    return client
  } catch (error) {
    await endInTime(client)
    throw error
  }
}

/** For people: where it is, without what nobody should read. */
export function placeOf(databaseUrl: string): string {
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
