/**
 * What this browser keeps for one person between visits. Where it cannot, the parts go on from memory, and `trouble`
 * says why.
 */
import { createSignal } from "solid-js"
import { nameKey } from "../../shared/text.ts"
import type { Database } from "./database.ts"
import { createDrafts } from "./drafts.ts"
import { createLasting, isFull } from "./durable-database.ts"
import { createMutedShelf } from "./muted.ts"
import { createOutboxShelf } from "./outbox.ts"
import { createReadMarks } from "./read-marks.ts"
import { createLastSeen } from "./room-cache.ts"
import type { Shelf } from "./shelf.ts"

export type Trouble = "blocked" | "full"

export function createKept(username: string) {
  const person = nameKey(username)
  const [trouble, setTrouble] = createSignal<Trouble | null>(null)
  const database = createLasting()
  // Whoever writes should know before that it is not kept.
  void attempt(async () => undefined)

  /** Asked in one order, done in the same. Undefined when it could not be done. */
  async function attempt<T>(work: (database: Database) => Promise<T>): Promise<T | undefined> {
    try {
      const done = await database.use(work)
      // What was missing was put back first.
      setTrouble((known) => (known === "blocked" ? null : known))
      return done
    } catch (error) {
      setTrouble((known) => known ?? (isFull(error) ? "full" : "blocked"))
      return
    }
  }

  const shelf: Shelf = { person, attempt, whenMissing: database.whenMissing }
  return {
    trouble,
    drafts: createDrafts(shelf),
    lastSeen: createLastSeen(shelf),
    muted: createMutedShelf(shelf),
    outbox: createOutboxShelf(shelf),
    readMarks: createReadMarks(shelf),
  }
}
