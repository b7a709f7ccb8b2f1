import { mkdir, readdir, symlink, writeFile } from "node:fs/promises"
import { expect, test } from "vitest"
import { openStore, parseStoreUrl } from "../../../src/server/store/open.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"
import { openTestStore } from "../../support/test-store.ts"

test.each([
  ["sqlite:data/confab.db", "sqlite", "data/confab.db"],
  ["sqlite:./x.db", "sqlite", "./x.db"],
  ["sqlite:/srv/x.db", "sqlite", "/srv/x.db"],
  ["sqlite::memory:", "sqlite", ":memory:"],
  ["json:data/confab.json", "json", "data/confab.json"],
  ["sqlite:///x.db", "sqlite", "x.db"],
  ["sqlite:///./x.db", "sqlite", "./x.db"],
  ["sqlite:////srv/x.db", "sqlite", "/srv/x.db"],
  ["sqlite:///:memory:", "sqlite", ":memory:"],
])("%s means %s at %s", (url, kind, path) => {
  expect(parseStoreUrl(url)).toEqual({ kind, path })
})

test.each(["postgres://ann:secret@localhost:5433/chat?sslmode=verify-full", "postgresql:///chat"])(
  "%s means a database in Postgres",
  (url) => {
    expect(parseStoreUrl(url)).toEqual({ kind: "postgres", url })
  },
)

test.each([
  ["", /"" is not a database/],
  [
    "data/confab.db",
    /is not a database .* use sqlite:PATH, sqlite::memory:, json:PATH or postgres:/,
  ],
  ["mysql://localhost/chat", /is not a database this version of Confab knows/],
  ["sqlite:", /names no file/],
  ["sqlite:///", /names no file/],
  ["sqlite://x.db", /names no file/],
  ["json:", /names no file/],
  ["postgres://localhost", /names no database/],
  ["postgresql:///", /names no database/],
  ["postgres://ann@host:door/chat", /^"postgres:\/\/host:door\/chat" is not a URL/],
  ["mysql://ann:secret@localhost/chat", /^"mysql:\/\/localhost\/chat" is not a database/],
])("%j is refused with a reason", async (url, reason) => {
  expect(() => parseStoreUrl(url)).toThrow(reason)
  await expect(openStore(url)).rejects.toThrow(reason)
})

test.each(["sqlite", "json"])("%s data in an impossible place is refused by name", async (kind) => {
  await using folder = await temporaryFolder()
  await writeFile(`${folder.path}/file`, "")
  await expect(openStore(`${kind}:${folder.path}/file/data`)).rejects.toThrow(`${folder.path}/file`)
  await mkdir(`${folder.path}/folder`)
  await expect(openStore(`${kind}:${folder.path}/folder`)).rejects.toThrow(`${folder.path}/folder`)
})

test.each(["sqlite", "json"])("%s data behind a link is the same data", async (kind) => {
  await using folder = await temporaryFolder()
  const path = `${folder.path}/data`
  await using store = await openTestStore(`${kind}:${path}`)
  await symlink(path, `${folder.path}/link`)
  await expect(openStore(`${kind}:${folder.path}/link`)).rejects.toThrow("in use")
  await store.close()

  await using again = await openTestStore(`${kind}:${folder.path}/link`)
  await again.newRoom("lobby")
  expect(again.epoch).toBe(store.epoch)
  await again.close()
  expect((await readdir(folder.path)).sort()).toEqual(["data", "data.lock", "link"])
})
