import { locationError, withLocation } from "../location-error.ts"
import type { Archive, Copy, Page } from "./archive.ts"
import { type Checksum, ChecksumBuilder } from "./checksum.ts"

/** How many of a kind are done; of messages and events the rooms say how many to expect. */
export type Progress = {
  stage: "copying" | "checking"
  kind: Page["kind"]
  done: number
  expected: number
}

/** The copy waits for the promise. */
export type OnProgress = (progress: Progress) => void | Promise<void>

/** `from` and `to` are the names of both sides in messages. */
export type TransferOptions = { from: string; to: string; onProgress: OnProgress }

/** Copies all of an archive. Rejects with an Error for operators unless the copy, read again, holds what was read. */
export async function transfer(
  archive: Archive,
  copy: Copy,
  options: TransferOptions,
): Promise<Checksum> {
  const source = await write(archive, copy, options)
  const target = await reread(copy, options)
  if (!isSame(source, target)) throw new Error(differenceIn(options, { source, target }))
  return target
}

async function write(archive: Archive, copy: Copy, { from, to, onProgress }: TransferOptions) {
  const builder = new ChecksumBuilder(from, archive.origin)
  for await (const page of pagesOf(archive, from)) {
    builder.add(page)
    await withLocation(to, copy.write(page))
    await onProgress({ stage: "copying", ...builder.progress(page.kind) })
  }
  return builder.checksum()
}

async function reread(copy: Copy, { to, onProgress }: TransferOptions) {
  const archive = await withLocation(to, copy.reread())
  try {
    const builder = new ChecksumBuilder(to, archive.origin)
    for await (const page of pagesOf(archive, to)) {
      builder.add(page)
      await onProgress({ stage: "checking", ...builder.progress(page.kind) })
    }
    return builder.checksum()
  } finally {
    await archive.close()
  }
}

const isSame = (one: Checksum, other: Checksum) => JSON.stringify(one) === JSON.stringify(other)

type Sides = { source: Checksum; target: Checksum }

const differenceIn = ({ from, to }: TransferOptions, { source, target }: Sides) =>
  `${to} does not hold what ${from} holds: ${describe(target)} instead of ${describe(source)}`

const describe = ({ rooms, messages, events, checksum }: Checksum) =>
  `${rooms} rooms, ${messages} messages and ${events} events with the checksum ${checksum.slice(0, 12)}`

async function* pagesOf(archive: Archive, where: string) {
  try {
    yield* archive.pages()
  } catch (error) {
    throw locationError(where, error)
  }
}
