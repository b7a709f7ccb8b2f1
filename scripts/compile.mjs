/**
 * Lets the server live once, from listening to ending: Node then keeps what it compiled of it, types stripped, and every
 * start is as quick as the second (docs/decisions/0009). `node scripts/compile.mjs [FOLDER]` says where to keep it.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { compiledFolder, ended, start } from "./tools.mjs"

const folder = mkdtempSync(join(tmpdir(), "confab-"))
const env = {
  ...process.env,
  PORT: "0",
  DATABASE_URL: `sqlite:${join(folder, "chat.db")}`,
  NODE_COMPILE_CACHE: resolve(process.argv[2] ?? compiledFolder),
}
const server = start(["src/server/main.ts"], { env, stdio: ["ignore", "pipe", "ignore"] })
server.stdout.once("data", () => server.kill())
// One that refuses to start has said nothing here, and will say it to whoever starts it next.
await ended(server)
rmSync(folder, { recursive: true })
