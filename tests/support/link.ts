/** One way that messages take, which can be broken: silently, or so that both ends notice. */
import { startCuttingProxy } from "./cutting-proxy.ts"

const NOBODY_THERE = "http://127.0.0.1:1"

/** To the server at `url`. */
export async function startLink(url: string) {
  let target = url
  const proxy = await startCuttingProxy(() => target)
  const through = new URL(url)
  through.host = new URL(proxy.url).host

  return {
    /** The same server, by way of this link. */
    url: through.href,

    /** Everything breaks and nobody gets through, until what comes back is called. */
    cut() {
      target = NOBODY_THERE
      proxy.cutAll()
      return () => {
        target = url
      }
    },

    /** Nothing passes and nobody is told, until what comes back is called; `breaks` then ends what was frozen. */
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

export type Link = Awaited<ReturnType<typeof startLink>>
