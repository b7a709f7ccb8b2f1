/**
 * Carries everything from one store into another, of any kind. What was read is compared with what the target then holds,
 * and only when both are the same is the target opened to Confab: until then it refuses to start on it.
 */
import { messageOf } from "../../shared/errors.ts"
import type { Archive, Copy, Page } from "./archive.ts"
import { type Place, placeAt } from "./archives.ts"
import { createTally, type Sum } from "./tally.ts"

/** How many of a kind are done; of messages and events the rooms say how many to expect. */
export type Progress = {
  stage: "copying" | "checking"
  kind: Page["kind"]
  done: number
  expected: number
}

/** The copy waits for whoever is told. */
type Tell = (progress: Progress) => void | Promise<void>
type Asked = { from: string; to: string; tell: Tell }

/** Rejects with an Error for people; then the target is as it was, or marked as unfinished. */
export async function copyStore({ from, to, tell }: Asked): Promise<Sum> {
  const [source, target] = [placeAt(from), placeAt(to)]
  if (source.identity === target.identity) {
    throw new Error(`${source.where} cannot be copied onto itself`)
  }
  const archive = await about(source, source.open())
  try {
    return await copyFrom(archive, { source, target, tell })
  } finally {
    await archive.close()
  }
}

type Way = { source: Place; target: Place; tell: Tell }

async function copyFrom(archive: Archive, way: Way): Promise<Sum> {
  const { source, target } = way
  const copy = await about(target, target.start(archive.origin))
  try {
    const read = await carry(archive, copy, way)
    const kept = await recount(copy, way)
    if (!isSame(read, kept)) throw new Error(differ(way, { read, kept }))
    if (!(await about(source, archive.isCurrent()))) {
      throw new Error(
        `${source.where} was changed while it was copied: stop every Confab that uses it, and copy again`,
      )
    }
    await about(target, copy.release())
    return kept
  } finally {
    await copy.close()
  }
}

async function carry(archive: Archive, copy: Copy, { source, target, tell }: Way): Promise<Sum> {
  const tally = createTally(source.where, archive.origin)
  for await (const page of pagesOf(archive, source)) {
    tally.add(page)
    await about(target, copy.write(page))
    await tell({ stage: "copying", ...tally.progress(page.kind) })
  }
  return tally.sum()
}

async function recount(copy: Copy, { target, tell }: Way): Promise<Sum> {
  const archive = await about(target, copy.reread())
  try {
    const tally = createTally(target.where, archive.origin)
    for await (const page of pagesOf(archive, target)) {
      tally.add(page)
      await tell({ stage: "checking", ...tally.progress(page.kind) })
    }
    return tally.sum()
  } finally {
    await archive.close()
  }
}

const isSame = (one: Sum, other: Sum) => JSON.stringify(one) === JSON.stringify(other)

const differ = ({ source, target }: Way, { read, kept }: { read: Sum; kept: Sum }) =>
  `${target.where} does not hold what ${source.where} holds: ${wordsOf(kept)} instead of ${wordsOf(read)}`

const wordsOf = ({ rooms, messages, events, checksum }: Sum) =>
  `${rooms} rooms, ${messages} messages and ${events} events with the checksum ${checksum.slice(0, 12)}`

async function* pagesOf(archive: Archive, place: Place) {
  try {
    yield* archive.pages()
  } catch (error) {
    throw named(place, error)
  }
}

async function about<T>(place: Place, doing: Promise<T>): Promise<T> {
  try {
    return await doing
  } catch (error) {
    throw named(place, error)
  }
}

/** What the disk, SQLite or the network say does not name the store. */
function named({ where }: Place, error: unknown): Error {
  const message = messageOf(error)
  return message.startsWith(where) ? (error as Error) : new Error(`${where}: ${message}`)
}
