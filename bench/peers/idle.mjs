/** What Node itself takes: `idle.mjs N` starts N threads that do nothing, and says so as a server would. */
import { once } from "node:events"
import { Worker } from "node:worker_threads"

const threads = Number(process.argv[2])
process.on("SIGTERM", () => process.exit())
// As a listening server would, it stays.
setInterval(() => undefined, 60_000)
for (let started = 0; started < threads; started++)
  await once(new Worker("setInterval(() => undefined, 60_000)", { eval: true }), "online")
console.log("listening on nothing")
