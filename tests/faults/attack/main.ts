/** The attackers' process: `node main.ts TARGET_JSON SECONDS`. It is ended from outside. */
import { attacks, type Target } from "./attacks.ts"

const [target = "", seconds, only] = process.argv.slice(2)
const until = performance.now() + Number(seconds) * 1_000
await Promise.all(
  Object.entries(attacks)
    .filter(([name]) => !only || name === only)
    .map(([, attack]) => attack(JSON.parse(target) as Target, until)),
)
