import type { Database } from "./database.ts"

/** One person's part of the database. */
export type Shelf = {
  person: string
  attempt: <T>(work: (database: Database) => Promise<T>) => Promise<T | undefined>
  /** The browser threw everything away, or took nothing for a while: what must not be lost is put back first of all. */
  whenMissing: (putBack: (database: Database) => Promise<unknown>) => void
}
