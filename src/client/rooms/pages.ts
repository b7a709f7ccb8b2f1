import { ROOMS_LISTED_MAX } from "../../shared/limits.ts"

/** So many are asked for together, once it is known that there are many. */
const PAGES_AT_ONCE = 5

/**
 * All the rooms there are, or what is told of them. A full page reaches at least as many ids further as it has rooms: so
 * the pages after it can be asked for before it is known where it ends. Nothing is left out, and what comes twice is
 * taken once.
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

/** Where most ids are of rooms that are gone, the pages would be mostly the same. */
const areDense = (rooms: number, lastId: number) => lastId < 2 * rooms
