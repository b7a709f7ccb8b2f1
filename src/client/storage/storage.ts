/** What this browser stores for one person. Where it cannot, the parts go on from memory, and `problem` says why. */
import { createSignal } from "solid-js"
import type { Database } from "./database.ts"
import { createDraftStore } from "./drafts.ts"
import { DurableDatabase, isFull } from "./durable-database.ts"
import { createMutedStore } from "./muted.ts"
import { createOutboxStore } from "./outbox.ts"
import type { PersonDatabase } from "./person-database.ts"
import { createReadMarkStore } from "./read-marks.ts"
import { createRoomCache } from "./room-cache.ts"

export type StorageProblem = "blocked" | "full"

export function createStorage(personId: string) {
  const [problem, setProblem] = createSignal<StorageProblem | null>(null)
  const database = new DurableDatabase()
  // A problem is shown before anything is written that would be lost.
  void attempt(async () => undefined)

  async function attempt<T>(work: (database: Database) => Promise<T>): Promise<T | undefined> {
    try {
      const result = await database.use(work)
      // What was missing has been restored by now.
      setProblem((known) => (known === "blocked" ? null : known))
      return result
    } catch (error) {
      setProblem((known) => known ?? (isFull(error) ? "full" : "blocked"))
      return
    }
  }

  const own: PersonDatabase = {
    person: personId,
    attempt,
    onRecreated: (restore) => database.onRecreated(restore),
  }
  return {
    problem,
    drafts: createDraftStore(own),
    roomCache: createRoomCache(own),
    muted: createMutedStore(own),
    outbox: createOutboxStore(own),
    readMarks: createReadMarkStore(own),
  }
}

export type PersonStorage = ReturnType<typeof createStorage>
