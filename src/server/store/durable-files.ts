import { open, rename } from "node:fs/promises"
import { dirname } from "node:path"

/** Replaces what was at `to` in one step, which a power cut cannot undo once this has resolved. */
export async function moveDurably(path: string, to: string): Promise<void> {
  await rename(path, to)
  await syncPath(dirname(to))
}

export async function syncPath(path: string): Promise<void> {
  await using handle = await open(path, "r")
  await handle.sync()
}
