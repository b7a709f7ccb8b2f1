import { withLocation } from "../location-error.ts"
import type { Archive } from "./archive.ts"
import type { Checksum } from "./checksum.ts"
import { locationOf, type StoreLocation } from "./locations.ts"
import { type OnProgress, transfer } from "./transfer.ts"

type CopyOptions = { from: string; to: string; onProgress: OnProgress }

/** Rejects with an Error for operators; then the target is as it was, or marked as unfinished. */
export async function copyStore({ from, to, onProgress }: CopyOptions): Promise<Checksum> {
  const [source, target] = [locationOf(from), locationOf(to)]
  if (source.identity === target.identity) {
    throw new Error(`${source.where} cannot be copied onto itself`)
  }
  const archive = await withLocation(source.where, source.open())
  try {
    return await copyFrom(archive, { source, target, onProgress })
  } finally {
    await archive.close()
  }
}

type Ends = { source: StoreLocation; target: StoreLocation; onProgress: OnProgress }

async function copyFrom(archive: Archive, { source, target, onProgress }: Ends): Promise<Checksum> {
  const { where: from } = source
  const { where: to } = target
  const copy = await withLocation(to, target.start(archive.origin))
  try {
    const checksum = await transfer(archive, copy, { from, to, onProgress })
    if (!(await withLocation(from, archive.isCurrent()))) {
      throw new Error(
        `${from} was changed while it was copied: stop every Confab that uses it, and copy again`,
      )
    }
    await withLocation(to, copy.release())
    return checksum
  } finally {
    await copy.close()
  }
}
