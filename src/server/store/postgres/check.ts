import type { Client } from "pg"
import { messageOf } from "../../../shared/errors.ts"
import { ForeignData } from "../foreign-data.ts"
import { unsupported } from "./unsupported-errors.ts"

/** The first with the status of a transaction by its full id. */
const VERSION_MIN = 130_000

const NO_RIGHTS = "42501"
const DUPLICATE_TABLE = "42P07"

export async function check(client: Client, where: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT current_setting('server_version_num')::int AS version,
       current_setting('server_version') AS name, current_setting('server_encoding') AS encoding`,
  )
  const { version, name, encoding } = rows[0]
  if (version < VERSION_MIN)
    throw new Error(`${where} is Postgres ${name}; Confab needs 13 or newer`)
  if (encoding !== "UTF8") {
    throw new Error(`${where} keeps text as ${encoding}; Confab needs a database with UTF8`)
  }
}

export async function checkWriting(client: Client): Promise<void> {
  const { rows } = await client.query("SHOW transaction_read_only")
  if (rows[0].transaction_read_only === "on") throw unsupported.readOnly()
}

/** Postgres' own errors do not name the database; those of the network may say nothing at all. */
export function operatorError(error: unknown, where: string): Error {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  const message = messageOf(error)
  if (message.startsWith(where)) return error as Error
  if (code === DUPLICATE_TABLE) return new ForeignData(where, message)
  if (code === NO_RIGHTS) {
    return new Error(`${where} does not let Confab create its tables: ${message}`)
  }
  return new Error(`${where} cannot be opened: ${message}`)
}
