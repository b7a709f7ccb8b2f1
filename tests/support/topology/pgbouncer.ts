import { execFileSync } from "node:child_process"
import { chownSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe } from "vitest"
import { postgres } from "../postgres.ts"
import { temporaryFolder } from "../temporary-folder.ts"
import { findProgram, freePort, startAgainAndAgain } from "./program.ts"

type Place = { folder: string; port: number }

/** A PgBouncer of its own, on a free port, as `ini` describes it. */
export async function startPgBouncer(ini: (place: Place) => string) {
  if (!program)
    throw new Error("PgBouncer is not installed: Debian has it in the package pgbouncer")
  await using scope = new AsyncDisposableStack()
  const folder = scope.use(await temporaryFolder())
  const place = { folder: folder.path, port: await freePort() }
  const file = join(folder.path, "pgbouncer.ini")
  const user = unprivileged()
  writeFileSync(file, ini(place))
  if (user) chownSync(folder.path, user.uid, user.gid)
  const started = { command: program, args: [file], user, ready: /process up/ }
  const bouncer = scope.use(await startAgainAndAgain({ ...started, stop: "SIGQUIT" }))
  const owned = scope.move()
  return {
    ...bouncer,
    url: `postgres://127.0.0.1:${place.port}`,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** In front of the tests' Postgres, for whoever comes; what is not set is as PgBouncer has it. */
export const inFront =
  (settings: Record<string, string | number>, user = testUser) =>
  ({ port }: Place) =>
    [
      "[databases]",
      `* = host=${host} port=${testPort || 5432} user=${user}${password && ` password=${password}`}`,
      "[pgbouncer]",
      "listen_addr = 127.0.0.1",
      `listen_port = ${port}`,
      "unix_socket_dir =",
      "auth_type = any",
      ...Object.entries(settings).map(([name, value]) => `${name} = ${value}`),
      "",
    ].join("\n")

const { hostname: host, port: testPort, username: testUser, password } = new URL(postgres.url)

const program = findProgram("pgbouncer", "/usr/sbin/pgbouncer")

/** What is described with it is skipped, and says so, where there is no PgBouncer; in CI it fails. */
export function behindPgBouncer(title: string, tests: () => void) {
  const isThere = program !== null || process.env.CI === "true"
  const absence = isThere ? "" : " (skipped, because there is no pgbouncer)"
  describe.skipIf(!isThere)(`${title}${absence}`, tests)
}

/** It refuses to run as root. */
function unprivileged() {
  if (process.getuid?.() !== 0) return null
  const idOf = (option: string) => Number(execFileSync("id", [option, "nobody"]))
  return { uid: idOf("-u"), gid: idOf("-g") }
}
