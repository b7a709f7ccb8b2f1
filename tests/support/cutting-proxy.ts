/** A bad network: passes bytes on in both directions until it cuts somebody off in the middle. */
import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"

/** Passes everything on to `target()`, which may move. */
export async function startCuttingProxy(target: () => string) {
  const connections = new Set<Socket>()
  const server = createServer((near) => {
    const { hostname, port } = new URL(target())
    const far = connect(Number(port), hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      connections.add(from)
      from.on("close", () => connections.delete(from))
      from.on("error", () => to.destroy())
      from.on("close", () => to.destroy())
      from.pipe(to)
    }
  }).listen(0, "127.0.0.1")
  await once(server, "listening")

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,

    /** Resets one connection, whichever: what is under way on it is lost. */
    cutOne() {
      const all = [...connections]
      all[Math.floor(Math.random() * all.length)]?.resetAndDestroy()
    },

    /** From now on nothing passes, and nobody is told. */
    freeze() {
      for (const connection of connections) connection.pause()
    },

    /** What did not pass passes now. */
    thaw() {
      for (const connection of connections) connection.resume()
    },

    /** Resets everybody. */
    cutAll() {
      for (const connection of connections) connection.resetAndDestroy()
    },

    async [Symbol.asyncDispose]() {
      for (const connection of connections) connection.destroy()
      server.close()
      await once(server, "close")
    },
  }
}
