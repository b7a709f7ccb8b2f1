/** The attackers' process: `node main.ts TARGET_JSON SECONDS [ATTACK]`. It ends itself, whatever is still open. */
import { attacks, type Target } from "./attacks.ts"

const GRACE_MS = 5_000

const [target = "", seconds = "", only] = process.argv.slice(2)
const ms = Number(seconds) * 1_000
const until = performance.now() + ms
setTimeout(() => process.kill(process.pid, "SIGKILL"), ms + GRACE_MS)
for (const [name, attack] of Object.entries(attacks))
  if (only === undefined || name === only) void attack(JSON.parse(target) as Target, until)
