/**
 * The database, for as long as the page lives. Browsers close it when memory or disk are short, another tab deletes it or
 * brings a newer version, and now and then it does not open: it is opened again by the next call, and what is missing in
 * it is restored.
 */
import { type Database, openDatabase } from "./database.ts"

/** Calls do not wait for it any longer, but use it once it is open. */
const OPEN_MS_MAX = 5_000

type Restore = (database: Database) => Promise<unknown>
type Connection = { database: Promise<Database> }

export class DurableDatabase {
  readonly #restores: Restore[] = []
  #current: Connection | undefined
  #wasOpen = false
  #isIncomplete = false

  onRecreated(restore: Restore) {
    this.#restores.push(restore)
  }

  async use<T>(work: (database: Database) => Promise<T>): Promise<T> {
    try {
      return await this.#useOnce(work).catch((error) => {
        if (isFull(error)) throw error
        return this.#useOnce(work)
      })
    } catch (error) {
      this.#isIncomplete ||= !isFull(error)
      throw error
    }
  }

  /** An error may be the connection's: the next call opens another. */
  async #useOnce<T>(work: (database: Database) => Promise<T>): Promise<T> {
    this.#current ??= this.#connect()
    const connection = this.#current
    const database = await connection.database
    try {
      return await work(database)
    } catch (error) {
      if (!isFull(error)) {
        database.close()
        this.#drop(connection)
      }
      throw error
    }
  }

  #connect(): Connection {
    const opening = openDatabase({
      onCreated: () => {
        this.#isIncomplete ||= this.#wasOpen
      },
      onClosed: () => this.#drop(connection),
    }).then((database) => this.#restore(database))
    const connection = { database: withTimeout(opening) }
    opening.then(
      () => {
        connection.database = opening
      },
      () => this.#drop(connection),
    )
    return connection
  }

  async #restore(database: Database) {
    if (this.#isIncomplete) for (const restore of this.#restores) await restore(database)
    this.#isIncomplete = false
    this.#wasOpen = true
    return database
  }

  #drop(connection: Connection) {
    if (this.#current === connection) this.#current = undefined
  }
}

export const isFull = (error: unknown): boolean =>
  error instanceof DOMException && error.name === "QuotaExceededError"

function withTimeout(opening: Promise<Database>): Promise<Database> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(reject, OPEN_MS_MAX, new Error("the database does not open"))
  const clear = () => clearTimeout(timer)
  opening.then(clear, clear)
  const usable = Promise.race([opening, late])
  // Each caller handles the rejection; without one it is not unhandled.
  usable.catch(() => undefined)
  return usable
}
