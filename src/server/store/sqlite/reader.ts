/** The thread that reads, on a connection of its own: it waits for no writer. */
import type { DatabaseSync } from "node:sqlite"
import { workerData } from "node:worker_threads"
import { ANSWERS_GATHER_MS_MAX } from "../../limits.ts"
import { callStore } from "./call-store.ts"
import { openForReading } from "./connection.ts"
import { createReads } from "./reads.ts"
import { serveRequests } from "./request-loop.ts"
import { type Reply, type Request, serializeError } from "./thread-messages.ts"

const { path } = workerData as { path: string }
let database: DatabaseSync | undefined
let reads: ReturnType<typeof createReads> | undefined

/** Opened by the first read: this thread loads while the writer may still be creating the file. */
function open() {
  database ??= openForReading(path)
  reads ??= createReads(database)
  return reads
}

function reply(request: Request): Reply {
  try {
    return callStore(open(), request)
  } catch (error) {
    return { id: request.id, error: serializeError(error) }
  }
}

/** Sent as they come: no caller waits for all the others' replies, and the main thread receives a few at a time. */
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

serveRequests({
  handle: replies,
  onStop: () => database?.close(),
}).postMessage("ready")
