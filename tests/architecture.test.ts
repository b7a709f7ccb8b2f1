/** The import rules of docs/architecture.md, each shown to bite and each with a neighbour that is allowed. */
import { execFile } from "node:child_process"
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"

const refused: [file: string, imports: string][] = [
  ["src/shared/a.ts", 'import { a } from "../server/chat/a.ts"'],
  ["src/shared/b.ts", 'import { a } from "../client/a.ts"'],
  ["src/shared/c.ts", 'import { readFile } from "node:fs"'],
  ["src/shared/d.ts", 'import { fastify } from "fastify"'],
  ["src/server/admission/a.ts", 'import { a } from "../chat/chat.ts"'],
  ["src/server/admission/b.ts", 'import { a } from "../hub/hub.ts"'],
  ["src/server/hub/a.ts", 'import { a } from "../store/store.ts"'],
  ["src/server/hub/b.ts", 'import { a } from "../chat/chat.ts"'],
  ["src/server/hub/c.ts", 'import { a } from "../api/trpc/router.ts"'],
  ["src/server/hub/d.ts", 'import { a } from "../app.ts"'],
  ["src/server/hub/e.ts", 'import type { A } from "../identity/person.ts"'],
  ["src/server/identity/a.ts", 'import type { A } from "../hub/hub.ts"'],
  ["src/server/identity/b.ts", 'import type { A } from "../store/store.ts"'],
  ["src/server/live/a.ts", 'import type { A } from "../chat/core.ts"'],
  ["src/server/live/b.ts", 'import type { A } from "../nodes/cluster.ts"'],
  ["src/server/live/c.ts", 'import { a } from "../store/open.ts"'],
  ["src/server/nodes/a.ts", 'import type { A } from "../chat/core.ts"'],
  ["src/server/nodes/b.ts", 'import { a } from "../store/postgres/store.ts"'],
  ["src/server/nodes/redis/a.ts", 'import { a } from "../../api/raw.ts"'],
  ["src/server/store/a.ts", 'import { a } from "../hub/hub.ts"'],
  ["src/server/store/f.ts", 'import type { A } from "../live/presence.ts"'],
  ["src/server/store/b.ts", 'import { a } from "../chat/chat.ts"'],
  ["src/server/store/c.ts", 'import { a } from "../api/rest.ts"'],
  ["src/server/store/d.ts", 'import { a } from "./json/store.ts"'],
  ["src/server/store/e.ts", 'import { a } from "./sqlite/store.ts"'],
  ["src/server/store/sqlite/a.ts", 'import { a } from "../../hub/hub.ts"'],
  ["src/server/store/sqlite/b.ts", 'import { a } from "../json/store.ts"'],
  ["src/server/chat/a.ts", 'import { a } from "../api/rest.ts"'],
  ["src/server/chat/b.ts", 'import { a } from "../store/sqlite/store.ts"'],
  ["src/server/chat/c.ts", 'import { a } from "../store/open.ts"'],
  ["src/server/chat/d.ts", 'import { TRPCError } from "@trpc/server"'],
  ["src/server/chat/e.ts", 'import { DatabaseSync } from "node:sqlite"'],
  ["src/server/api/a.ts", 'import { a } from "../app.ts"'],
  ["src/server/api/b.ts", 'import { a } from "../store/json/store.ts"'],
  ["src/server/api/trpc/a.ts", 'import { a } from "../../main.ts"'],
  ["src/server/api/trpc/b.ts", 'import { a } from "../../store/open.ts"'],
  ["src/server/app.ts", 'import { a } from "./store/json/store.ts"'],
  ["src/server/app2.ts", 'import { a } from "./main.ts"'],
  ["src/client/a.ts", 'import type { A } from "../server/chat/chat.ts"'],
  ["src/client/b.ts", 'import { a } from "../server/api/trpc/router.ts"'],
  ["src/client/c.ts", 'import { type A } from "../server/api/trpc/router.ts"'],
  ["src/client/d.ts", 'export { a } from "../server/api/trpc/router.ts"'],
  ["src/client/e.ts", 'export const a = () => import("../server/api/trpc/router.ts")'],
  ["src/client/sdk/a.ts", 'import { a } from "../../server/api/trpc/router.ts"'],
  ["src/client/sdk/b.ts", 'import { readFile } from "node:fs"'],
]

const allowed: [file: string, imports: string][] = [
  ["src/shared/ok.ts", 'import { a } from "./a.ts"\nimport { z } from "zod"'],
  ["src/server/admission/ok.ts", 'import { a } from "../../shared/a.ts"'],
  ["src/server/hub/ok.ts", 'import { a } from "../../shared/a.ts"\nimport { b } from "./b.ts"'],
  ["src/server/identity/ok.ts", 'import type { A } from "../admission/peer.ts"'],
  ["src/server/live/ok.ts", 'import type { A } from "../identity/caller.ts"'],
  ["src/server/live/ok2.ts", 'import type { A } from "../store/store.ts"'],
  ["src/server/nodes/ok.ts", 'import type { A } from "../live/presence.ts"'],
  ["src/server/nodes/redis/ok.ts", 'import { createClient } from "redis"'],
  ["src/server/store/ok.ts", 'import type { A } from "./store.ts"\nimport { Low } from "lowdb"'],
  [
    "src/server/store/open.ts",
    'import { a } from "./json/store.ts"\nimport { b } from "./sqlite/store.ts"',
  ],
  ["src/server/store/sqlite/ok.ts", 'import { a } from "./a.ts"\nimport { b } from "../store.ts"'],
  ["src/server/chat/ok.ts", 'import type { A } from "../hub/hub.ts"'],
  ["src/server/chat/ok3.ts", 'import type { A } from "../admission/peer.ts"'],
  ["src/server/chat/ok4.ts", 'import type { A } from "../nodes/cluster.ts"'],
  ["src/server/chat/ok2.ts", 'import type { A } from "../store/store.ts"'],
  ["src/server/api/ok.ts", 'import { a } from "../chat/chat.ts"'],
  ["src/server/api/trpc/ok.ts", 'import { a } from "../../chat/chat.ts"'],
  ["src/server/main.ts", 'import { a } from "./app.ts"\nimport { b } from "./store/open.ts"'],
  ["src/client/ok.ts", 'import type { A } from "../server/api/trpc/router.ts"'],
  ["src/client/sdk/ok.ts", 'export type { A } from "../../server/api/trpc/router.ts"'],
  ["src/client/rooms/ok.ts", 'import { a } from "../../shared/a.ts"'],
]

const project = resolve(import.meta.dirname, "..")
let refusedFiles: Set<string>

beforeAll(async () => {
  const scratch = await mkdtemp(join(tmpdir(), "confab-lint-"))
  afterAll(() => rm(scratch, { recursive: true }))
  await cp(join(project, "biome.json"), join(scratch, "biome.json"))
  await cp(join(project, "scripts"), join(scratch, "scripts"), { recursive: true })
  for (const [file, imports] of [...refused, ...allowed]) {
    await mkdir(dirname(join(scratch, file)), { recursive: true })
    await writeFile(join(scratch, file), `${imports}\n`)
  }
  refusedFiles = await filesWithImportErrors(scratch)
})

test.each(refused)("%s may not: %s", (file) => {
  expect(refusedFiles).toContain(file)
})

test.each(allowed)("%s may: %s", (file) => {
  expect(refusedFiles).not.toContain(file)
})

/** Biome's answer is read from its report, whatever its exit code: the offending files make it fail. */
async function filesWithImportErrors(folder: string): Promise<Set<string>> {
  const biome = join(project, "node_modules/@biomejs/biome/bin/biome")
  const flags = ["--vcs-enabled=false", "--max-diagnostics=none", "--reporter=json"]
  const report = await new Promise<string>((done) =>
    execFile(process.execPath, [biome, "lint", ...flags, "src"], { cwd: folder }, (_, stdout) =>
      done(stdout),
    ),
  )
  const rules = ["lint/style/noRestrictedImports", "plugin"]
  const { diagnostics } = JSON.parse(report) as { diagnostics: Diagnostic[] }
  return new Set(
    diagnostics
      .filter(({ category }) => rules.includes(category))
      .map((found) => found.location.path),
  )
}

type Diagnostic = { category: string; location: { path: string } }
