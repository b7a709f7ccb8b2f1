/** The thread that answers questions, on a connection of its own: it waits for no writer. */
import type { DatabaseSync } from "node:sqlite"
import { workerData } from "node:worker_threads"
import { ANSWERS_GATHER_MS_MAX } from "../../limits.ts"
import { answer } from "./call-store.ts"
import { openForReading } from "./connection.ts"
import { createReads } from "./reads.ts"
import { serve } from "./serve.ts"
import { type Reply, type Request, toRefusal } from "./thread-messages.ts"

const { path } = workerData as { path: string }
let database: DatabaseSync | undefined
let reads: ReturnType<typeof createReads> | undefined

/** Opened at the first question: this thread loads while the writer may still be creating the file. */
function open() {
  database ??= openForReading(path)
  reads ??= createReads(database)
  return reads
}

function reply(request: Request): Reply {
  try {
    return answer(open(), request)
  } catch (error) {
    return { id: request.id, refusal: toRefusal(error) }
  }
}

/** Told as they come: nobody waits for all the others' answers, and the main thread takes in a little at a time. */
function* replies(requests: Request[]): Generator<Reply[]> {
  let gathered: Reply[] = []
  let since = performance.now()
  for (const request of requests) {
    gathered.push(reply(request))
    if (performance.now() - since < ANSWERS_GATHER_MS_MAX) continue
    yield gathered
    gathered = []
    since = performance.now()
  }
  yield gathered
}

serve({
  answer: replies,
  stop: () => database?.close(),
}).postMessage("ready")
