/** Carries everything from an archive into a copy. What was read is compared with what the copy then holds. */
import { aboutStore, inStore } from "../about-store.ts"
import type { Archive, Copy, Page } from "./archive.ts"
import { type Checksum, createChecksum } from "./checksum.ts"

/** How many of a kind are done; of messages and events the rooms say how many to expect. */
export type Progress = {
  stage: "copying" | "checking"
  kind: Page["kind"]
  done: number
  expected: number
}

/** The copy waits for whoever is told. */
export type Tell = (progress: Progress) => void | Promise<void>

/** What the two are called in what is told to people. */
export type Way = { from: string; to: string; tell: Tell }

/** Rejects with an Error for people unless both are the same. */
export async function fill(archive: Archive, copy: Copy, way: Way): Promise<Checksum> {
  const read = await carry(archive, copy, way)
  const kept = await recount(copy, way)
  if (!isSame(read, kept)) throw new Error(differ(way, { read, kept }))
  return kept
}

async function carry(archive: Archive, copy: Copy, { from, to, tell }: Way): Promise<Checksum> {
  const tally = createChecksum(from, archive.origin)
  for await (const page of pagesOf(archive, from)) {
    tally.add(page)
    await inStore(to, copy.write(page))
    await tell({ stage: "copying", ...tally.progress(page.kind) })
  }
  return tally.sum()
}

async function recount(copy: Copy, { to, tell }: Way): Promise<Checksum> {
  const archive = await inStore(to, copy.reread())
  try {
    const tally = createChecksum(to, archive.origin)
    for await (const page of pagesOf(archive, to)) {
      tally.add(page)
      await tell({ stage: "checking", ...tally.progress(page.kind) })
    }
    return tally.sum()
  } finally {
    await archive.close()
  }
}

const isSame = (one: Checksum, other: Checksum) => JSON.stringify(one) === JSON.stringify(other)

const differ = ({ from, to }: Way, { read, kept }: { read: Checksum; kept: Checksum }) =>
  `${to} does not hold what ${from} holds: ${wordsOf(kept)} instead of ${wordsOf(read)}`

const wordsOf = ({ rooms, messages, events, checksum }: Checksum) =>
  `${rooms} rooms, ${messages} messages and ${events} events with the checksum ${checksum.slice(0, 12)}`

async function* pagesOf(archive: Archive, where: string) {
  try {
    yield* archive.pages()
  } catch (error) {
    throw aboutStore(where, error)
  }
}
