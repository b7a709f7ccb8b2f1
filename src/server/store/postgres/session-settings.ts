import type { ClientBase } from "pg"
import {
  STORE_LOCK_MS_MAX,
  STORE_OPEN_TRANSACTION_MS_MAX,
  STORE_STATEMENT_MS_MAX,
} from "../../limits.ts"
import { unsupported } from "./unsupported-errors.ts"

export type SessionSettings = Record<string, string>

/** The URL may not set these: text and times can be read, and no wait is longer than its limit. */
const REQUIRED: SessionSettings = {
  client_encoding: "UTF8",
  datestyle: "ISO",
  timezone: "UTC",
  default_transaction_isolation: "read committed",
  statement_timeout: `${STORE_STATEMENT_MS_MAX}`,
  lock_timeout: `${STORE_LOCK_MS_MAX}`,
  idle_in_transaction_session_timeout: `${STORE_OPEN_TRANSACTION_MS_MAX}`,
}

/** Durable, and with plans that stay good as tables grow. The URL may set others, as `synchronous_commit=remote_apply`. */
const DEFAULTS: SessionSettings = { synchronous_commit: "on", enable_seqscan: "off" }

export function withDefaults(theirs: SessionSettings): SessionSettings {
  for (const [name, value] of Object.entries(REQUIRED))
    if (theirs[name] !== undefined && theirs[name] !== value) throw unsupported.sets(name, value)
  return { ...DEFAULTS, ...REQUIRED, ...theirs }
}

/** On a new connection. Rejects with an Error for operators when they are not in force after that. */
export async function applySettings(client: ClientBase, session: SessionSettings): Promise<void> {
  // A pooler may hand on statements of the same names, or another role.
  await client.query("DISCARD ALL")
  const names = Object.keys(session)
  const set = await client.query<Row>(SET, [names, Object.values(session)])
  const { rows } = await client.query<Row>(READ, [names])
  for (const [at, name] of names.entries()) {
    const value = rows[at]?.value
    if (value !== set.rows[at]?.value) throw unsupported.noSessions()
    if (name === "synchronous_commit" && value === "off") throw unsupported.notDurable()
  }
  if (rows[0]?.isStandby) throw unsupported.standby()
}

type Row = { value: string; isStandby: boolean }

const SET = `SELECT pg_catalog.set_config(name, value, false) AS value
  FROM unnest($1::text[], $2::text[]) AS setting (name, value)`

// In a transaction of its own: where no sessions are kept, another one may answer.
const READ = `SELECT pg_catalog.current_setting(name) AS value, pg_is_in_recovery() AS "isStandby"
  FROM unnest($1::text[]) AS name`
