/** The one thread that changes the database. A database in memory it reads as well, which no other connection can see. */
import { workerData } from "node:worker_threads"
import { createClock } from "../clock.ts"
import { createAppend } from "./append.ts"
import { callStore } from "./call-store.ts"
import { check } from "./check.ts"
import { openForWriting } from "./connection.ts"
import { migrate } from "./migrate.ts"
import { createReads } from "./reads.ts"
import { serveRequests } from "./request-loop.ts"
import { createRoomWrites } from "./rooms.ts"
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
const methods = {
  ...createReads(database),
  ...createRoomWrites(database, { now, sweep: sweep.request }),
  append: createAppend(database, now),
}

const epoch = database.prepare("SELECT value FROM meta WHERE key = 'epoch'").get()?.value

const commit = inTransaction(database, (request) => callStore(methods, request))

serveRequests({
  handle: (requests) => [commit(requests)],
  onIdle: sweep.next,
  onStop: () => database.close(),
}).postMessage({ epoch })
