/**
 * The database, for as long as the page lives. Browsers close it when memory or disk are short, another tab clears it
 * away or brings a newer version, and now and then it does not open: it is opened when it is next wanted, and then what
 * is missing in it is put back.
 */
import { type Database, openDatabase } from "./database.ts"

/** One that takes longer is not waited for any more, but used once it is there. */
const OPEN_MS_MAX = 5_000

type PutBack = (database: Database) => Promise<unknown>
type Connection = { database: Promise<Database> }

export function createLasting() {
  const puttingBack: PutBack[] = []
  let current: Connection | undefined
  let wasOpen = false
  let isMissing = false

  function connect(): Connection {
    const opening = openDatabase({
      made() {
        isMissing ||= wasOpen
      },
      lost: () => forget(connection),
    }).then(complete)
    const connection = { database: inTime(opening) }
    opening.then(
      () => {
        connection.database = opening
      },
      () => forget(connection),
    )
    return connection
  }

  async function complete(database: Database) {
    if (isMissing) for (const putBack of puttingBack) await putBack(database)
    isMissing = false
    wasOpen = true
    return database
  }

  function forget(connection: Connection) {
    if (current === connection) current = undefined
  }

  /** What fails on a connection may be the connection's fault. */
  async function tried<T>(work: (database: Database) => Promise<T>): Promise<T> {
    current ??= connect()
    const connection = current
    const database = await connection.database
    try {
      return await work(database)
    } catch (error) {
      if (!isFull(error)) {
        database.close()
        forget(connection)
      }
      throw error
    }
  }

  return {
    /** Rejects where another connection does not help. */
    async use<T>(work: (database: Database) => Promise<T>): Promise<T> {
      try {
        return await tried(work).catch((error) => {
          if (isFull(error)) throw error
          return tried(work)
        })
      } catch (error) {
        isMissing ||= !isFull(error)
        throw error
      }
    },

    whenMissing: (putBack: PutBack) => void puttingBack.push(putBack),
  }
}

export const isFull = (error: unknown): boolean =>
  error instanceof DOMException && error.name === "QuotaExceededError"

function inTime(opening: Promise<Database>): Promise<Database> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const due = setTimeout(reject, OPEN_MS_MAX, new Error("the database does not open"))
  const settle = () => clearTimeout(due)
  opening.then(settle, settle)
  const usable = Promise.race([opening, late])
  // Told to whoever wants it.
  usable.catch(() => undefined)
  return usable
}
