/** The one thread that changes the database. It also answers questions for a database in memory, which only it can see. */
import { workerData } from "node:worker_threads"
import { createClock } from "../clock.ts"
import { migrate } from "../sql/migrate.ts"
import { createReads } from "../sql/reads.ts"
import { createRoomWrites } from "../sql/rooms.ts"
import { answer } from "./answer.ts"
import { createAppend } from "./append.ts"
import { openForWriting } from "./connection.ts"
import { kyselyOn } from "./dialect.ts"
import { examine } from "./examine.ts"
import { serve } from "./serve.ts"
import { inTransaction } from "./transaction.ts"

const { path } = workerData as { path: string }
if (path !== ":memory:") examine(path)
const database = openForWriting(path)
const db = kyselyOn(() => database)
// SQLite can take back a CREATE TABLE, which Kysely does not count on: a start cut off half way leaves nothing behind.
database.exec("BEGIN IMMEDIATE")
await migrate(db, path)
database.exec("COMMIT")

const now = createClock()
const answers = {
  ...createReads(db),
  ...createRoomWrites(db, now),
  append: createAppend(database, now),
}

const { value: epoch } = await db
  .selectFrom("meta")
  .select("value")
  .where("key", "=", "epoch")
  .executeTakeFirstOrThrow()

serve({
  answer: inTransaction(database, (request) => answer(answers, request)),
  stop: () => db.destroy(),
}).postMessage({ epoch })
