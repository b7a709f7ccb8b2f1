/**
 * Leaves of package.json the dependencies that the server imports, each as it was pinned, so that `npm ci` installs what
 * serving takes and nothing else (docs/decisions/0014), and the commands that operators need, for which nothing has to be
 * set up there. For a copy of the project, as the Dockerfile makes one.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "./tools.mjs"

/** `import … from "x"`, `} from "x"`, `import("x")` and `resolve("x/file")`; what is imported as a type is gone by then. */
const imported = /(?:^import (?!type )[^"]*|^\} from |\bimport\(|\.resolve\()"([^."][^"]*)"/gm

const commands = ["backup", "restore", "copy-store"]

const manifest = join(root, "package.json")
const {
  devDependencies,
  dependencies,
  scripts: _,
  ...rest
} = JSON.parse(readFileSync(manifest, "utf8"))
const pinned = { ...devDependencies, ...dependencies }
const needed = [...new Set(["src/server", "src/shared"].flatMap(packagesIn))].sort()
const unpinned = needed.filter((name) => !pinned[name])
if (unpinned.length > 0) throw new Error(`not in package.json: ${unpinned.join(", ")}`)
const production = Object.fromEntries(needed.map((name) => [name, pinned[name]]))
const scripts = Object.fromEntries(commands.map((name) => [name, `node scripts/${name}.ts`]))
writeFileSync(
  manifest,
  `${JSON.stringify({ ...rest, scripts, dependencies: production }, null, 2)}\n`,
)

function packagesIn(folder) {
  const files = readdirSync(join(root, folder), { recursive: true })
  return files
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const found = readFileSync(join(root, folder, file), "utf8").matchAll(imported)
      const names = [...found].map(([, name]) => name)
      return names.filter((name) => !name.startsWith("node:")).map(packageOf)
    })
}

function packageOf(name) {
  const parts = name.startsWith("@") ? 2 : 1
  return name.split("/").slice(0, parts).join("/")
}
