import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** A folder that is gone, with all in it, when its scope ends. */
export async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), "confab-test-"))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
