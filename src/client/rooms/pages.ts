import { ROOMS_LISTED_MAX } from "../../shared/limits.ts"

/** Requested together, once it is known that there are many. */
const PAGES_AT_ONCE = 5

/**
 * All rooms, or the activity of all. A full page spans at least as many ids as it has items, so the pages after it can be
 * requested before it is known where it ends: none is left out, and duplicates are dropped.
 */
export async function readPages<Item>(
  readPage: (page: { after: number }) => Promise<Item[]>,
  idOf: (item: Item) => number,
): Promise<Item[]> {
  const all: Item[] = []
  let after = 0

  function take(page: Item[]) {
    for (const item of page)
      if (idOf(item) > after) {
        all.push(item)
        after = idOf(item)
      }
  }

  for (let count = 1; ; count = areDense(all.length, after) ? PAGES_AT_ONCE : 1) {
    const starts = Array.from({ length: count }, (_, page) => after + page * ROOMS_LISTED_MAX)
    const pages = await Promise.all(starts.map((start) => readPage({ after: start })))
    pages.forEach(take)
    if (pages.some(({ length }) => length < ROOMS_LISTED_MAX)) return all
  }
}

/** Where most rooms were deleted, the pages would be mostly the same. */
const areDense = (rooms: number, lastId: number) => lastId < 2 * rooms
