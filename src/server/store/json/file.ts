import { open, readFile } from "node:fs/promises"
import type { Adapter } from "lowdb"
import { moveDurably } from "../durably.ts"
import { type Contents, parseContents } from "./contents.ts"

/**
 * A lowdb adapter like its own JSONFile, except that a resolved write is durable: the new file is synced before it takes
 * the old one's place, and the folder after. At any moment the path holds one whole state, old or new.
 */
export function durableJsonFile(path: string) {
  let chars = 0

  return {
    /** Of the text that was read or written last. */
    chars: () => chars,

    async read() {
      const text = await readIfThere(path)
      chars = text?.length ?? 0
      return text === null ? null : parseContents(text, path)
    },

    async write(contents) {
      const text = JSON.stringify(contents, null, 2)
      await writeDurably(path, text)
      chars = text.length
    },
  } satisfies Adapter<Contents> & { chars(): number }
}

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
