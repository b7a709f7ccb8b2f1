import { execFileSync } from "node:child_process"
import { chownSync, globSync } from "node:fs"
import { join } from "node:path"
import { linkAddresses } from "../link.ts"
import { temporaryFolder } from "../temporary-folder.ts"
import { findProgram, freePort, startAgainAndAgain } from "./program.ts"

/** A Postgres of its own, new and empty, on a free port. It is as durable as any. */
export async function startPostgres() {
  await using scope = new AsyncDisposableStack()
  const folder = scope.use(await temporaryFolder())
  const user = unprivileged()
  if (user) chownSync(folder.path, user.uid, user.gid)
  const cluster = join(folder.path, "cluster")
  const init = ["-D", cluster, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale"]
  execFileSync(program("initdb"), [...init, "--no-sync"], { ...user, stdio: "ignore" })
  const port = await freePort()
  const settings = {
    port,
    listen_addresses: ["127.0.0.1", ...linkAddresses].join(),
    unix_socket_directories: folder.path,
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const server = scope.use(
    await startAgainAndAgain({
      command: program("postgres"),
      args: ["-D", cluster, ...args],
      user,
      ready: /ready to accept connections/,
      stop: "SIGINT",
    }),
  )
  const owned = scope.move()
  return {
    ...server,
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

export const hasPostgres = () => pathOf("postgres") !== null

function program(name: string): string {
  const found = pathOf(name)
  if (!found) throw new Error(`${name} is not installed: Debian has it in the package postgresql`)
  return found
}

/** Debian keeps most of them out of PATH, a folder for each version. */
function pathOf(name: string): string | null {
  const [newest] = globSync(`/usr/lib/postgresql/*/bin/${name}`).sort().reverse()
  return newest ?? findProgram(name)
}

/** Postgres refuses to run as root. */
function unprivileged() {
  if (process.getuid?.() !== 0) return null
  const idOf = (option: string) => Number(execFileSync("id", [option, "postgres"]))
  return { uid: idOf("-u"), gid: idOf("-g") }
}
