/** A bad network: passes bytes on in both directions until it cuts somebody off in the middle. */
import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"
import { Transform } from "node:stream"

/** What happens to whoever says some words: they do not arrive, or their answer does not. */
type Fate = "cut" | "cut once answered"

/** Passes everything on to `target()`, which may move. */
export async function startCuttingProxy(target: () => string) {
  const connections = new Set<Socket>()
  let frozen = false
  let opened = 0
  let turnAway: (() => void) | undefined
  let watch: { words: string; fate: Fate; done(): void } | undefined

  // What it passes on in pieces would otherwise wait for each other.
  const server = createServer({ noDelay: true }, (near) => {
    opened++
    if (turnAway) {
      near.destroy()
      turnAway()
      return
    }
    const { hostname, port } = new URL(target())
    const far = connect({ port: Number(port), host: hostname, noDelay: true })
    const cut = () => {
      near.destroy()
      far.destroy()
    }
    const gate = new Transform({
      transform(chunk: Buffer, _, pass) {
        if (!watch || !chunk.includes(watch.words)) return pass(null, chunk)
        const { fate, done } = watch
        watch = undefined
        done()
        if (fate === "cut") return cut()
        far.prependOnceListener("data", cut)
        pass(null, chunk)
      },
    })
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      connections.add(from)
      from.on("close", () => connections.delete(from))
      from.on("error", () => to.destroy())
      from.on("close", () => to.destroy())
    }
    near.pipe(gate).pipe(far)
    far.pipe(near)
    if (frozen) near.pause()
  }).listen(0, "127.0.0.1")
  await once(server, "listening")

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,

    /** How many connections there have been. */
    opened: () => opened,

    /** Resets one connection, whichever: what is under way on it is lost. */
    cutOne() {
      const all = [...connections]
      all[Math.floor(Math.random() * all.length)]?.resetAndDestroy()
    },

    /** Waits for somebody to say `words`, once, and lets it happen to them. */
    async when(words: string, fate: Fate): Promise<void> {
      await new Promise<void>((done) => {
        watch = { words, fate, done }
      })
    },

    /** Whatever is said from now on, nothing happens. */
    forgive() {
      watch = undefined
    },

    /** Cuts everybody off and lets nobody in; resolves when that happened to so many who came again. */
    async shut(count: number): Promise<void> {
      let missing = count
      await new Promise<void>((done) => {
        turnAway = () => --missing === 0 && done()
        for (const connection of connections) connection.resetAndDestroy()
      })
    },
    reopen() {
      turnAway = undefined
    },

    /** From now on nothing passes, and nobody is told. */
    freeze() {
      frozen = true
      for (const connection of connections) connection.pause()
    },

    /** Resets everybody. */
    cutAll() {
      for (const connection of connections) connection.resetAndDestroy()
    },

    /** Everything goes on, as if it had only been slow. */
    thaw() {
      frozen = false
      for (const connection of connections) connection.resume()
    },

    async [Symbol.asyncDispose]() {
      for (const connection of connections) connection.destroy()
      server.close()
      await once(server, "close")
    },
  }
}
