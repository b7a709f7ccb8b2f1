/** The samples for proxies, each with the real program: what passes, and what the nodes are told of it. */
import { expect, test } from "vitest"
import { askByHand } from "../support/ask-by-hand.ts"
import { selfSigned } from "../support/certificate.ts"
import { reach } from "../support/reach.ts"
import { type Echoed, startEcho } from "../support/topology/echo.ts"
import { behind } from "../support/topology/proxies/behind.ts"
import { proxies } from "../support/topology/proxies/proxies.ts"
import type { ProxyKind } from "../support/topology/proxies/proxy.ts"

async function startBefore(kind: ProxyKind, path: string) {
  await using stack = new AsyncDisposableStack()
  const certificate = stack.use(await selfSigned())
  const echo = stack.use(await startEcho())
  const nodes = [echo.address, echo.address] as const
  const proxy = stack.use(await kind.start({ nodes, path, certificate }))
  const owned = stack.move()
  return {
    url: proxy.url,
    reached: echo.reached,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

for (const kind of proxies)
  behind(kind, () => {
    test.each(["", "/chat"])(
      "/metrics stays inside, however it is written: at %j",
      async (path) => {
        await using before = await startBefore(kind, path)
        const { origin } = new URL(before.url)
        for (const target of [
          ...["/metrics", "/metrics/", "//metrics", "/metrics//", "/%6detrics", "/metric%73/"],
          ...["/%6d%65%74%72%69%63%73", "/chat/metrics", "/chat//metrics", "/chat/%6detrics/"],
          ...[
            "/metrics?x=/",
            "/chat/metrics/?x",
            "/./metrics",
            "/chat/../metrics",
            "/x/..%2fmetrics",
          ],
        ]) {
          const { status } = await askByHand(origin, target)
          expect([target, status]).toEqual([
            target,
            expect.toSatisfy((is) => is === 404 || is === 400),
          ])
        }
        expect(before.reached).toEqual([])
        expect((await askByHand(origin, `${path}/metricsroom`)).status).toBe(200)
      },
    )

    test("the nodes learn who asks for what, and nobody can tell them otherwise", async () => {
      await using before = await startBefore(kind, "")
      const { host } = new URL(before.url)
      const forged = {
        "x-forwarded-for": "203.0.113.9",
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "http",
      }
      const { body } = await reach(before.url).rest.ask("/rooms/1?a=%2F", { headers: forged })
      const { url, headers } = body as Echoed
      expect(url).toBe("/rooms/1?a=%2F")
      expect(headers).toMatchObject({
        host,
        "x-forwarded-host": host,
        "x-forwarded-proto": "https",
        "x-forwarded-for": expect.stringMatching(/(^|, )127\.0\.0\.1$/),
      })
    })

    test("every request has an id: the caller's own, or a new one", async () => {
      await using before = await startBefore(kind, "")
      const { rest } = reach(before.url)
      const idOf = async (headers = {}) =>
        ((await rest.ask("/", { headers })).body as Echoed).headers["x-request-id"]
      expect(await idOf({ "x-request-id": "from-outside" })).toBe("from-outside")
      const made = [await idOf(), await idOf()]
      expect(new Set(made).size).toBe(2)
      for (const id of made) expect(id).toMatch(/^[0-9a-f-]{32,36}$/)
    })

    test("what lies beside its path is another program's", async () => {
      await using before = await startBefore(kind, "/chat")
      const { origin } = new URL(before.url)
      // Where nobody lives nginx may not even look.
      for (const target of ["/chatter/", "/api/chat/rooms", "/rooms/1"])
        expect([403, 404]).toContain((await askByHand(origin, target)).status)
      expect(before.reached).toEqual([])
      const { status, headers } = await askByHand(origin, "/chat")
      if (status === 200) expect(before.reached).toEqual(["/chat"])
      else expect([status, headers.location]).toEqual([301, "/chat/"])
    })
  })
