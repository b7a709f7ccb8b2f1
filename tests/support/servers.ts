/** Servers of others that some tests need: asked for by knocking, once a test file. */
import { connect } from "node:net"
import { describe } from "vitest"

type Wanted = { name: string; variable: string; byDefault: string }

const KNOCK_MS_MAX = 2_000

/**
 * The server at the address in the environment's `variable`. Where none answers, what is described with it is skipped and
 * says so; in CI it fails, so that nobody takes it for proven.
 */
export async function findServer({ name, variable, byDefault }: Wanted) {
  const url = process.env[variable] || byDefault
  const isThere = process.env.CI === "true" || (await answers(new URL(url)))
  const { host } = new URL(url)
  const absence = isThere ? "" : ` (skipped, because no ${name} answers at ${host}: ${variable})`

  return {
    url,
    describe: (title: string, tests: () => void) =>
      describe.skipIf(!isThere)(`${title}${absence}`, tests),
  }
}

async function answers({ hostname, port }: URL): Promise<boolean> {
  const socket = connect({ host: hostname, port: Number(port), timeout: KNOCK_MS_MAX })
  const { promise, resolve } = Promise.withResolvers<boolean>()
  socket.on("connect", () => resolve(true))
  socket.on("error", () => resolve(false))
  socket.on("timeout", () => resolve(false))
  return promise.finally(() => socket.destroy())
}
