import { ForeignData } from "../foreign.ts"
import { openLocked } from "../lock.ts"
import type { Copy } from "../transfer/archive.ts"
import { fill } from "../transfer/fill.ts"
import { type LastIds, noIds, type Restoration } from "../transfer/restoration.ts"
import { setAside } from "../transfer/set-aside.ts"
import { UnfinishedCopy } from "../transfer/unfinished.ts"
import { beginJsonCopy } from "./copy.ts"
import { durableJsonFile } from "./file.ts"

/** Rejects with an Error for people when the file is in use or another program's. */
export const restoreJson = (path: string): Promise<Restoration> =>
  openLocked(path, async () => {
    const { last, isWorthKeeping } = await lookAt(path)
    let copy: Copy | undefined
    return {
      last,
      async fill({ file, archive }, origin, tell) {
        copy = beginJsonCopy(path, origin)
        await fill({ ...archive, origin }, copy, { from: file, to: path, tell })
      },
      async release() {
        const aside = isWorthKeeping ? await setAside(path) : null
        await copy?.release()
        return aside
      },
      close: async () => copy?.close(),
    }
  })

/** What cannot be read may still be worth something to somebody who can. */
async function lookAt(path: string): Promise<{ last: LastIds; isWorthKeeping: boolean }> {
  try {
    const contents = await durableJsonFile(path).read()
    return { last: contents ?? noIds, isWorthKeeping: (contents?.lastRoomId ?? 0) > 0 }
  } catch (error) {
    if (error instanceof ForeignData) throw error
    return { last: noIds, isWorthKeeping: !(error instanceof UnfinishedCopy) }
  }
}
