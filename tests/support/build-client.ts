import { execFileSync } from "node:child_process"
import { resolve } from "node:path"

/** Before the browser tests: `npx playwright test` alone must not show an old build. */
// biome-ignore lint/style/noDefaultExport: what Playwright's globalSetup asks for
export default function buildClient() {
  const cwd = resolve(import.meta.dirname, "../..")
  execFileSync(process.execPath, ["scripts/setup.mjs", "check"], { cwd, stdio: "inherit" })
}
