import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { temporaryFolder } from "./temporary-folder.ts"

/** Its page names its parts from the root, as the app's does. */
export const PAGE =
  '<title>Confab</title><link rel="icon" href="/favicon.svg"><script src="/assets/app-abc123.js"></script>'

/** A folder that looks like the built app. */
export async function builtClient() {
  const folder = await temporaryFolder()
  await mkdir(join(folder.path, "assets"))
  await writeFile(join(folder.path, "index.html"), PAGE)
  await writeFile(join(folder.path, "favicon.svg"), "<svg/>")
  await writeFile(join(folder.path, "service-worker.js"), "plain")
  await writeFile(join(folder.path, "assets/app-abc123.js"), "plain")
  await writeFile(join(folder.path, "assets/app-abc123.js.gz"), gzipSync("plain"))
  return folder
}
