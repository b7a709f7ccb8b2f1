/** The thread that answers questions, on a connection of its own: it waits for no writer. */
import { workerData } from "node:worker_threads"
import { createReads } from "../sql/reads.ts"
import { answer } from "./answer.ts"
import { openForReading } from "./connection.ts"
import { kyselyOn } from "./dialect.ts"
import { serve } from "./serve.ts"
import { toRefusal } from "./wire.ts"

const { path } = workerData as { path: string }
// Opened at the first question: this thread loads while the writer may still be creating the file.
const db = kyselyOn(() => openForReading(path))
const reads = createReads(db)

serve({
  answer: (requests) =>
    Promise.all(
      requests.map((request) =>
        answer(reads, request).catch((error) => ({ id: request.id, refusal: toRefusal(error) })),
      ),
    ),
  stop: () => db.destroy(),
}).postMessage("ready")
