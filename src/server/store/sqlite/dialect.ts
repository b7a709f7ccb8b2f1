import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite"
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from "kysely"
import type { Tables } from "../sql/tables.ts"

/**
 * Kysely on Node's own SQLite: its dialect speaks better-sqlite3, which differs in how parameters are passed.
 * `open` is called at the first query; `destroy()` closes what it opened.
 */
export const kyselyOn = (open: () => DatabaseSync): Kysely<Tables> =>
  new Kysely({ dialect: new SqliteDialect({ database: async () => adapted(open()) }) })

const adapted = (database: DatabaseSync): SqliteDatabase => ({
  prepare: (sql) => statement(database.prepare(sql)),
  close: () => database.close(),
})

const statement = (prepared: StatementSync): SqliteStatement => ({
  reader: prepared.columns().length > 0,
  all: (parameters) => prepared.all(...bound(parameters)),
  run: (parameters) => prepared.run(...bound(parameters)),
  iterate: (parameters) => prepared.iterate(...bound(parameters)),
})

/** Our tables hold numbers, strings and nulls only; node:sqlite itself refuses anything it cannot bind. */
const bound = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
