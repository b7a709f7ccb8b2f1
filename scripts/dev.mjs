/** The server with reload and Vite with hot modules, on a seeded database of their own. Ctrl-C ends both. */
import { ended, start, tool } from "./tools.mjs"

// Under --watch, Node has every worker thread post what it imports to its parent, as if it were the thread's own words.
const silence = "data:text/javascript,delete process.env.WATCH_REPORT_DEPENDENCIES"
const watched = ["src/server", "src/shared"].map((folder) => `--watch-path=${folder}`)
const reloading = ["--watch", "--watch-preserve-output", ...watched, `--import=${silence}`]

const env = { ...process.env, PORT: "8000", DATABASE_URL: "sqlite:data/dev.db" }
const server = start([...reloading, "src/server/main.ts"], {
  env,
  stdio: ["ignore", "pipe", "inherit"],
})
const web = start(tool("vite"))
server.stdout.pipe(process.stdout)
server.stdout.on("data", seedOnce)

let stopping = false
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop())
await Promise.race([ended(server), ended(web)])
process.exitCode = stopping ? 0 : 1
stop()

function seedOnce(output) {
  const [, url] = /^listening on (\S+)$/m.exec(String(output)) ?? []
  if (!url) return
  server.stdout.off("data", seedOnce)
  start(["scripts/seed.ts", url])
}

/** A terminal's Ctrl-C reaches the children too; a signal sent to this process alone does not. */
function stop() {
  stopping = true
  server.kill("SIGTERM")
  web.kill("SIGTERM")
}
