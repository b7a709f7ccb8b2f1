import pg from "pg"
import {
  STORE_CONNECT_MS_MAX,
  STORE_LOCK_MS_MAX,
  STORE_OPEN_TRANSACTION_MS_MAX,
  STORE_QUERY_MS_MAX,
  STORE_STATEMENT_MS_MAX,
} from "../../../shared/limits.ts"

export type Settings = pg.ClientConfig

const KEEPALIVE_MS = 5_000

/**
 * Whatever the database's own defaults are: an acknowledged message is on the disk, times can be read, and a plan that
 * was made while the tables were small is still good when they are not.
 */
const OPTIONS = "-csynchronous_commit=on -cDateStyle=ISO -cenable_seqscan=off"

/** The URL's own `options` come last, and so prevail: a schema of one's own, or `synchronous_commit=remote_apply`. */
export function settingsOf(databaseUrl: string): Settings {
  const url = new URL(databaseUrl)
  const { searchParams } = url
  searchParams.set("options", `${OPTIONS} ${searchParams.get("options") ?? ""}`)
  return {
    connectionString: url.href,
    fallback_application_name: "confab",
    types: { getTypeParser },
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_MS,
    connectionTimeoutMillis: STORE_CONNECT_MS_MAX,
    query_timeout: STORE_QUERY_MS_MAX,
    statement_timeout: STORE_STATEMENT_MS_MAX,
    lock_timeout: STORE_LOCK_MS_MAX,
    idle_in_transaction_session_timeout: STORE_OPEN_TRANSACTION_MS_MAX,
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
