import { mkdirSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { openJsonStore } from "./json/store.ts"
import { realPath } from "./real-path.ts"
import { openSqliteStore } from "./sqlite/store.ts"
import type { CommitSizes, Store } from "./store.ts"

export type StoreUrl = { kind: "sqlite" | "json"; path: string } | { kind: "postgres"; url: string }

const FORMS = "use sqlite:PATH, sqlite::memory:, json:PATH or postgres://USER@HOST/DATABASE"

/** Throws an Error for operators. Touches no file. */
export function parseStoreUrl(url: string): StoreUrl {
  const [, scheme = "", rest = ""] = /^([a-z][a-z0-9+]*):(.*)$/s.exec(url) ?? []
  if (/^postgres(ql)?$/.test(scheme)) return parsePostgresUrl(url)
  if (scheme !== "sqlite" && scheme !== "json") {
    throw new Error(
      `"${withoutUser(url)}" is not a database this version of Confab knows; ${FORMS}`,
    )
  }
  const path = pathIn(rest)
  if (path.startsWith("file:") || (scheme === "json" && path === ":memory:")) {
    throw new Error(`"${url}" is not a plain path; ${FORMS}`)
  }
  if (path === "") throw new Error(`"${url}" names no file; ${FORMS}`)
  return { kind: scheme, path }
}

function parsePostgresUrl(url: string): StoreUrl {
  const parsed = URL.parse(url)
  if (!parsed) throw new Error(`"${withoutUser(url)}" is not a URL; ${FORMS}`)
  if (parsed.pathname.length < 2)
    throw new Error(`"${withoutUser(url)}" names no database; ${FORMS}`)
  return { kind: "postgres", url }
}

const withoutUser = (url: string) => url.replace(/\/\/.*@/s, "//")

/** `///x.db` is relative and `////x.db` absolute, as in SQLAlchemy. */
function pathIn(rest: string): string {
  if (rest.startsWith("///")) return rest.slice(3)
  if (rest.startsWith("//")) return ""
  return rest
}

export function dataFileOf(url: string): string | null {
  const parsed = parseStoreUrl(url)
  return parsed.kind === "postgres" || parsed.path === ":memory:" ? null : parsed.path
}

/** Creates what is missing. Rejects with an Error for operators when the data is in use, damaged, foreign or newer. */
export async function openStore(url: string, sizes?: CommitSizes): Promise<Store> {
  const parsed = parseStoreUrl(url)
  if (parsed.kind === "postgres") {
    // Others do not pay for loading it.
    const { openPostgresStore } = await import("./postgres/store.ts")
    return openPostgresStore(parsed.url, sizes)
  }
  const { kind, path } = parsed
  if (kind === "sqlite" && path === ":memory:") return openSqliteStore(path, sizes)
  mkdirSync(dirname(resolve(path)), { recursive: true })
  const file = realPath(path)
  return kind === "sqlite" ? openSqliteStore(file, sizes) : openJsonStore(file, sizes)
}
