/** Which archive a URL means: the one place, beside open.ts, that names every kind of store. */
import { mkdirSync } from "node:fs"
import { dirname, resolve } from "node:path"
import type { Archive, Copy, Origin } from "./archive.ts"
import { fileBehind } from "./file-behind.ts"
import { openJsonArchive } from "./json/archive.ts"
import { startJsonCopy } from "./json/copy.ts"
import { parseStoreUrl } from "./open.ts"
import { openPostgresArchive } from "./postgres/archive.ts"
import { placeOf } from "./postgres/connection.ts"
import { startPostgresCopy } from "./postgres/copy.ts"
import { openSqliteArchive } from "./sqlite/archive.ts"
import { startSqliteCopy } from "./sqlite/copy.ts"

/** Where a store is, to be copied from or to. `where` is its name for people, without a password. */
export type Place = {
  where: string
  /** The same text for the same data, as far as it can be told without looking. */
  identity: string
  open(): Promise<Archive>
  start(origin: Origin): Promise<Copy>
}

const files = {
  sqlite: { open: openSqliteArchive, start: startSqliteCopy },
  json: { open: openJsonArchive, start: startJsonCopy },
}

/** Throws an Error for people when the URL is wrong or names nothing that lasts. Touches no data. */
export function placeAt(url: string): Place {
  const parsed = parseStoreUrl(url)
  if (parsed.kind === "postgres") return postgresAt(parsed.url)
  if (parsed.path === ":memory:")
    throw new Error(`${url} ends with its process: it cannot be copied`)
  return fileAt(parsed.path, files[parsed.kind])
}

function fileAt(path: string, { open, start }: (typeof files)["sqlite"]): Place {
  const where = fileBehind(path)
  return {
    where,
    identity: resolve(where),
    open: () => open(where),
    async start(origin) {
      mkdirSync(dirname(resolve(where)), { recursive: true })
      return start(where, origin)
    },
  }
}

function postgresAt(url: string): Place {
  const where = placeOf(url)
  return {
    where,
    identity: `${where} ${new URL(url).searchParams.get("options")}`,
    open: () => openPostgresArchive(url),
    start: (origin) => startPostgresCopy(url, origin),
  }
}
