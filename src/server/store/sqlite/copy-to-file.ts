import type { Archive } from "../transfer/archive.ts"
import { type OnProgress, transfer } from "../transfer/transfer.ts"
import { beginSqliteCopy } from "./copy.ts"

/** `into` is a new file, `from` the displayed name of the store. */
export type SnapshotOptions = { from: string; into: string; onProgress: OnProgress }

/** Writes everything in an archive into a new SQLite file, marked as a copy that is not finished. */
export async function copyToFile(
  opening: Promise<Archive>,
  { from, into, onProgress }: SnapshotOptions,
): Promise<void> {
  const archive = await opening
  try {
    const copy = beginSqliteCopy(into, archive.origin)
    try {
      await transfer(archive, copy, { from, to: into, onProgress })
    } finally {
      await copy.close()
    }
  } finally {
    await archive.close()
  }
}
