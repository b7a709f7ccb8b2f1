/** The production build: of the web client, of the published package, or of both. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { stampClient } from "./freshness.mjs"
import { ended, root, start, tool } from "./tools.mjs"

/** `import … from "./x.js"`, `export … from`, `import("./x.ts")` and the bare `import "./x.js"`. */
const relativeImport = /(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g
const packageFolder = join(root, "dist/package")
const builds = { client: buildClient, package: buildPackage }

const asked = process.argv[2] ?? "both"
const chosen = asked === "both" ? Object.values(builds) : [builds[asked]]
if (!chosen[0]) throw new Error("usage: node scripts/build.mjs [client|package]")
for (const build of chosen) await build()

async function buildClient() {
  // Whatever the shell or a test runner has it say: another build has no worker, and is not there offline.
  await succeed(tool("vite", "build"), { ...process.env, NODE_ENV: "production" })
  stampClient()
}

/**
 * The SDK takes the router's type, and tsc emits the server with it. Of that, importers need the declarations only:
 * what nothing reaches from the entry, at run time or by type, is not shipped.
 */
async function buildPackage() {
  rmSync(packageFolder, { recursive: true, force: true })
  await succeed(tool("tsc", "-p", "tsconfig.package.json"))
  const shipped = [".js", ".d.ts"].flatMap((suffix) => [
    ...reachableFrom(join(packageFolder, "client/sdk/index"), suffix),
  ])
  for (const file of filesIn(packageFolder)) if (!shipped.includes(file)) rmSync(file)
  for (const file of shipped.filter((name) => name.endsWith(".d.ts"))) nameEmittedFiles(file)
}

function reachableFrom(entry, suffix, seen = new Set()) {
  const file = `${entry}${suffix}`
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, specifier] of readFileSync(file, "utf8").matchAll(relativeImport))
    reachableFrom(join(dirname(file), specifier.replace(/\.[jt]s$/, "")), suffix, seen)
  return seen
}

/** tsc leaves the sources' own .ts specifiers in declarations. */
function nameEmittedFiles(file) {
  const text = readFileSync(file, "utf8")
  writeFileSync(
    file,
    text.replace(relativeImport, (found) => found.replace(/\.ts"$/, '.js"')),
  )
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

async function succeed(args, env = process.env) {
  const code = await ended(start(args, { env }))
  if (code !== 0) process.exit(code)
}
