import { open, readFile } from "node:fs/promises"
import type { Adapter } from "lowdb"
import { moveDurably } from "../durably.ts"
import { type Contents, parseContents } from "./contents.ts"

/**
 * A lowdb adapter like its own JSONFile, except that a resolved write is durable: the new file is synced before it takes
 * the old one's place, and the folder after. At any moment the path holds one whole state, old or new.
 */
export const durableJsonFile = (path: string): Adapter<Contents> => ({
  async read() {
    const text = await readIfThere(path)
    return text === null ? null : parseContents(text, path)
  },

  async write(contents) {
    await writeDurably(path, JSON.stringify(contents, null, 2))
  },
})

export async function writeDurably(path: string, text: string): Promise<void> {
  const draft = `${path}.tmp`
  await writeSynced(draft, text)
  await moveDurably(draft, path)
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null
    throw error
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  await using file = await open(path, "w")
  await file.writeFile(text)
  await file.sync()
}
