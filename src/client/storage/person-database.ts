import type { Database } from "./database.ts"

export type PersonDatabase = {
  person: string
  /** Resolves to undefined where the work could not be done. */
  attempt: <T>(work: (database: Database) => Promise<T>) => Promise<T | undefined>
  /** The browser deleted everything, or stored nothing for a while: `restore` runs before any other work. */
  onRecreated: (restore: (database: Database) => Promise<unknown>) => void
}
