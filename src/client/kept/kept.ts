/**
 * What this browser keeps for one person between visits. Where it cannot, the parts go on from memory, and `trouble`
 * says why.
 */
import { createSignal } from "solid-js"
import { nameKey } from "../../shared/text.ts"
import { type Database, openDatabase } from "./database.ts"
import { createDrafts } from "./drafts.ts"
import { createLastSeen } from "./last-seen.ts"
import { createMutedShelf } from "./muted.ts"
import { createOutboxShelf } from "./outbox.ts"
import { createReadMarks } from "./read-marks.ts"

export type Trouble = "blocked" | "full"

export function createKept(username: string) {
  const person = nameKey(username)
  const [trouble, setTrouble] = createSignal<Trouble | null>(null)
  const opened = open()
  opened.catch(noteTrouble)

  /** Asked in one order, done in the same. Undefined when it could not be done. */
  async function attempt<T>(work: (database: Database) => Promise<T>): Promise<T | undefined> {
    try {
      return await work(await opened)
    } catch (error) {
      noteTrouble(error)
      return
    }
  }

  function noteTrouble(error: unknown) {
    const isFull = error instanceof DOMException && error.name === "QuotaExceededError"
    setTrouble((known) => known ?? (isFull ? "full" : "blocked"))
  }

  const shelf: Shelf = { person, attempt, trouble }
  return {
    trouble,
    drafts: createDrafts(shelf),
    lastSeen: createLastSeen(shelf),
    muted: createMutedShelf(shelf),
    outbox: createOutboxShelf(shelf),
    readMarks: createReadMarks(shelf),
  }
}

/** Without IndexedDB even asking for it throws. */
const open = async () => openDatabase()

/** One person's part of the database. */
export type Shelf = {
  person: string
  attempt: <T>(work: (database: Database) => Promise<T>) => Promise<T | undefined>
  trouble: () => Trouble | null
}
