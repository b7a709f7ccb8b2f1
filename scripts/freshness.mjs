/** What is already done, told by contents rather than times, which a clone or a copy scrambles. */
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "./tools.mjs"

const clientSources = [
  "src/client",
  "src/shared",
  "vite.config.ts",
  "tsconfig.json",
  "package-lock.json",
]
const clientStamp = "dist/client.sha256"

/** True when npm finished installing exactly what the lockfile asks for. npm writes its own record last. */
export function dependenciesAreFresh(folder = root) {
  const record = join(folder, "node_modules/.package-lock.json")
  if (!existsSync(record)) return false
  const wanted = packagesIn(join(folder, "package-lock.json"))
  const present = packagesIn(record)
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === "" || (present[path] ? present[path].version === version : optional),
  )
}

export function clientIsFresh() {
  if (!existsSync(join(root, "dist/client/index.html"))) return false
  const stamp = join(root, clientStamp)
  return existsSync(stamp) && readFileSync(stamp, "utf8") === clientHash()
}

export function stampClient() {
  mkdirSync(join(root, "dist"), { recursive: true })
  writeFileSync(join(root, clientStamp), clientHash())
}

const packagesIn = (lockfile) => JSON.parse(readFileSync(lockfile, "utf8")).packages

function clientHash() {
  const hash = createHash("sha256")
  for (const file of clientSources.flatMap(filesUnder))
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0")
  return hash.digest("hex")
}

function filesUnder(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path]
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesUnder(`${path}/${name}`))
}
