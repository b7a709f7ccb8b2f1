/** One way that messages take, which can be broken: silently, or so that both ends notice. */
import { execFileSync } from "node:child_process"
import { startCuttingProxy } from "./cutting-proxy.ts"

const NOBODY_THERE = "http://127.0.0.1:1"

/** Where links are the kernel's, servers have to listen here too: each link has an address of its own. */
export const linkAddresses =
  process.env.TEST_LINKS === "kernel" ? [1, 2, 3, 4].map((n) => `127.77.0.${n}`) : []

export type Link = AsyncDisposable & {
  /** The server, by way of this link. */
  url: string
  /** Everything breaks and nobody gets through, until what comes back is called. */
  cut(): () => void
  /** Nothing passes and nobody is told, until what comes back is called; `breaks` then ends what was frozen. */
  freeze(): (how?: { breaks: boolean }) => void
}

/** To the server at `url`. */
export const startLink = async (url: string): Promise<Link> =>
  linkAddresses.length > 0 ? kernelLink(url) : proxyLink(url)

let links = 0

/** In a network of the test's own, by routes: what was sent is lost, as on a cable that was pulled. */
function kernelLink(url: string): Link {
  const address = linkAddresses[links++ % linkAddresses.length] as string
  const through = new URL(url)
  through.hostname = address
  const route = (change: "add" | "del", kind: "blackhole" | "unreachable") =>
    execFileSync("ip", ["route", change, kind, `${address}/32`, "table", "local"])
  const block = (kind: "blackhole" | "unreachable") => {
    route("add", kind)
    return () => void route("del", kind)
  }
  return {
    url: through.href,
    cut: () => block("unreachable"),
    freeze: () => block("blackhole"),
    [Symbol.asyncDispose]: async () => undefined,
  }
}

async function proxyLink(url: string): Promise<Link> {
  let target = url
  const proxy = await startCuttingProxy(() => target)
  const through = new URL(url)
  through.host = new URL(proxy.url).host

  return {
    url: through.href,

    cut() {
      target = NOBODY_THERE
      proxy.cutAll()
      return () => {
        target = url
      }
    },

    freeze() {
      proxy.freeze()
      return ({ breaks } = { breaks: false }) => {
        if (breaks) proxy.cutAll()
        proxy.thaw()
      }
    },

    [Symbol.asyncDispose]: proxy[Symbol.asyncDispose],
  }
}
