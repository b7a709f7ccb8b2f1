import { ForeignData } from "../foreign-data.ts"
import { openLocked } from "../lock.ts"
import type { Copy } from "../transfer/archive.ts"
import { keepPrevious } from "../transfer/previous-data.ts"
import { type LastIds, noIds, type Restoration } from "../transfer/restoration.ts"
import { transfer } from "../transfer/transfer.ts"
import { UnfinishedCopy } from "../transfer/transfer-errors.ts"
import { beginJsonCopy } from "./copy.ts"
import { durableJsonFile } from "./file.ts"

/** Rejects with an Error for operators when the file is in use or another program's. */
export const restoreJson = (path: string): Promise<Restoration> =>
  openLocked(path, async () => {
    const { lastIds, isWorthKeeping } = await inspect(path)
    let copy: Copy | undefined
    return {
      lastIds,
      async fill({ file, archive }, origin, onProgress) {
        copy = beginJsonCopy(path, origin)
        await transfer({ ...archive, origin }, copy, { from: file, to: path, onProgress })
      },
      async release() {
        const previous = isWorthKeeping ? await keepPrevious(path) : null
        await copy?.release()
        return previous
      },
      close: async () => copy?.close(),
    }
  })

/** A file that cannot be read may still be repaired. */
async function inspect(path: string): Promise<{ lastIds: LastIds; isWorthKeeping: boolean }> {
  try {
    const contents = await durableJsonFile(path).read()
    return { lastIds: contents ?? noIds, isWorthKeeping: (contents?.lastRoomId ?? 0) > 0 }
  } catch (error) {
    if (error instanceof ForeignData) throw error
    return { lastIds: noIds, isWorthKeeping: !(error instanceof UnfinishedCopy) }
  }
}
