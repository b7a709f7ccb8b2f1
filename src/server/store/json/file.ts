import { open, readFile } from "node:fs/promises"
import type { Adapter } from "lowdb"
import { moveDurably } from "../durable-files.ts"
import { type Contents, parseContents } from "./contents.ts"

/** A lowdb adapter like its JSONFile, but a resolved write is synced: at any moment the path holds one whole state. */
export function durableJsonFile(path: string) {
  let chars = 0

  return {
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
  const temporary = `${path}.tmp`
  await writeSynced(temporary, text)
  await moveDurably(temporary, path)
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
