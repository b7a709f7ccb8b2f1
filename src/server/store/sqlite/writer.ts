/** The one thread that changes the database. It also answers questions for a database in memory, which only it can see. */
import { workerData } from "node:worker_threads"
import { createClock } from "../clock.ts"
import { createAppend } from "./append.ts"
import { answer } from "./call-store.ts"
import { check } from "./check.ts"
import { openForWriting } from "./connection.ts"
import { migrate } from "./migrate.ts"
import { createReads } from "./reads.ts"
import { createRoomWrites } from "./rooms.ts"
import { serve } from "./serve.ts"
import { createSweep } from "./sweep.ts"
import { inTransaction } from "./transaction.ts"
import { refuseUnfinished } from "./transfer-marker.ts"

const { path } = workerData as { path: string }
if (path !== ":memory:") check(path)
const database = openForWriting(path)
migrate(database, path)
refuseUnfinished(database, path)

const now = createClock()
const sweep = createSweep(database)
const answers = {
  ...createReads(database),
  ...createRoomWrites(database, { now, sweep: sweep.ask }),
  append: createAppend(database, now),
}

const epoch = database.prepare("SELECT value FROM meta WHERE key = 'epoch'").get()?.value

const commit = inTransaction(database, (request) => answer(answers, request))

serve({
  answer: (requests) => [commit(requests)],
  meanwhile: sweep.some,
  stop: () => database.close(),
}).postMessage({ epoch })
