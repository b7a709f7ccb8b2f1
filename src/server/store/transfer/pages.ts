import { COPY_PAGE_ROWS_MAX } from "../../limits.ts"
import type { Page } from "./archive.ts"

export function* pages<Kind extends Page["kind"]>(
  kind: Kind,
  all: Iterable<unknown>,
): Generator<Page> {
  let rows: unknown[] = []
  for (const row of all) {
    if (rows.push(row) < COPY_PAGE_ROWS_MAX) continue
    yield { kind, rows } as Page
    rows = []
  }
  if (rows.length > 0) yield { kind, rows } as Page
}
