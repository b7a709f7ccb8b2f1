import { ROOMS_LISTED_MAX } from "../../shared/limits.ts"

/** All the rooms there are, or what is told of them, a page at a time. */
export async function readPages<Item>(
  readPage: (page: { after: number }) => Promise<Item[]>,
  idOf: (item: Item) => number,
): Promise<Item[]> {
  const all: Item[] = []
  for (let after = 0; ; ) {
    const page = await readPage({ after })
    all.push(...page)
    const last = page.at(-1)
    if (!last || page.length < ROOMS_LISTED_MAX) return all
    after = idOf(last)
  }
}
