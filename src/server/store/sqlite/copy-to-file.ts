import type { Archive } from "../transfer/archive.ts"
import { fill, type Tell } from "../transfer/fill.ts"
import { beginSqliteCopy } from "./copy.ts"

/** Into a new file, of a store that people call `from`. */
export type Snapshot = { from: string; into: string; tell: Tell }

/** Writes everything in an archive into a new SQLite file, marked as a copy that is not finished. */
export async function copyToFile(
  opening: Promise<Archive>,
  { from, into, tell }: Snapshot,
): Promise<void> {
  const archive = await opening
  try {
    const copy = beginSqliteCopy(into, archive.origin)
    try {
      await fill(archive, copy, { from, to: into, tell })
    } finally {
      await copy.close()
    }
  } finally {
    await archive.close()
  }
}
