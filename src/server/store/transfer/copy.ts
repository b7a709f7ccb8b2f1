/**
 * Carries everything from one store into another, of any kind. Only when both hold the same is the target opened to
 * Confab: until then it refuses to start on it.
 */
import { inStore } from "../about-store.ts"
import type { Archive } from "./archive.ts"
import type { Checksum } from "./checksum.ts"
import { fill, type Tell } from "./fill.ts"
import { locationOf, type StoreLocation } from "./locations.ts"

type Asked = { from: string; to: string; tell: Tell }

/** Rejects with an Error for people; then the target is as it was, or marked as unfinished. */
export async function copyStore({ from, to, tell }: Asked): Promise<Checksum> {
  const [source, target] = [locationOf(from), locationOf(to)]
  if (source.identity === target.identity) {
    throw new Error(`${source.where} cannot be copied onto itself`)
  }
  const archive = await inStore(source.where, source.open())
  try {
    return await copyFrom(archive, { source, target, tell })
  } finally {
    await archive.close()
  }
}

type Ends = { source: StoreLocation; target: StoreLocation; tell: Tell }

async function copyFrom(archive: Archive, { source, target, tell }: Ends): Promise<Checksum> {
  const copy = await inStore(target.where, target.start(archive.origin))
  try {
    const sum = await fill(archive, copy, { from: source.where, to: target.where, tell })
    if (!(await inStore(source.where, archive.isCurrent()))) {
      throw new Error(
        `${source.where} was changed while it was copied: stop every Confab that uses it, and copy again`,
      )
    }
    await inStore(target.where, copy.release())
    return sum
  } finally {
    await copy.close()
  }
}
