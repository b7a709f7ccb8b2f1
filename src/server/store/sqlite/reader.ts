/** The thread that answers questions, on a connection of its own: it waits for no writer. */
import { workerData } from "node:worker_threads"
import { createReads } from "../sql/reads.ts"
import { answer } from "./answer.ts"
import { openForReading } from "./connection.ts"
import { kyselyOn } from "./dialect.ts"
import { serve } from "./serve.ts"
import { toRefusal } from "./wire.ts"

const { path } = workerData as { path: string }
const database = openForReading(path)
const reads = createReads(kyselyOn(database))

serve({
  answer: (requests) =>
    Promise.all(
      requests.map((request) =>
        answer(reads, request).catch((error) => ({ id: request.id, refusal: toRefusal(error) })),
      ),
    ),
  stop: () => database.close(),
}).postMessage("ready")
