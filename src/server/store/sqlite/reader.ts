/** The thread that answers questions, on a connection of its own: it waits for no writer. */
import type { DatabaseSync } from "node:sqlite"
import { workerData } from "node:worker_threads"
import { answer } from "./answer.ts"
import { openForReading } from "./connection.ts"
import { createReads } from "./reads.ts"
import { serve } from "./serve.ts"
import { type Reply, type Request, toRefusal } from "./wire.ts"

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

serve({
  answer: (requests) => requests.map(reply),
  stop: () => database?.close(),
}).postMessage("ready")
