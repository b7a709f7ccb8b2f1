/** What has been done to files when these resolve stays done, whatever happens to the machine. */
import { open, rename } from "node:fs/promises"
import { dirname } from "node:path"

/** Takes the place of what was there, in one step. */
export async function moveDurably(path: string, to: string): Promise<void> {
  await rename(path, to)
  await syncPath(dirname(to))
}

/** Of a file its contents, of a folder the names in it. */
export async function syncPath(path: string): Promise<void> {
  await using handle = await open(path, "r")
  await handle.sync()
}
