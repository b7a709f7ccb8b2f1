/** The production build: of the web client, of the published package, or of both. */
import { stampClient } from "./freshness.mjs"
import { ended, start, tool } from "./tools.mjs"

const builds = { client, package: packageForNpm }
const asked = process.argv[2]
if (asked && !builds[asked])
  throw new Error(`usage: node scripts/build.mjs [${Object.keys(builds).join("|")}]`)
for (const build of asked ? [builds[asked]] : Object.values(builds)) await build()

async function client() {
  await succeed(tool("vite", "build"))
  stampClient()
}

async function packageForNpm() {}

async function succeed(args) {
  const code = await ended(start(args))
  if (code !== 0) process.exit(code)
}
