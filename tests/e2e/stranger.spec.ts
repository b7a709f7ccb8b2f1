/** Where the app was, something else answers: a proxy that wants somebody to sign in, or another program. */
import { once } from "node:events"
import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { expect } from "@playwright/test"
import { startCuttingProxy } from "../support/cutting-proxy.ts"
import { test } from "./fixtures.ts"
import { installed } from "./installed.ts"

test.use({ serviceWorkers: "allow" })

const page = (title: string) => `<!doctype html><title>${title}</title><h1>${title}</h1>`

async function startStranger(answer: RequestListener) {
  const server = createServer(answer).listen(0, "127.0.0.1")
  await once(server, "listening")
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

const strangers: Record<string, RequestListener> = {
  "a proxy whose session ended leads to its login page": ({ url }, answer) => {
    if (url === "/login") answer.setHeader("content-type", "text/html").end(page("Stranger"))
    else answer.writeHead(302, { location: "/login" }).end()
  },
  "a proxy shows its login page under every address": (_, answer) => {
    answer.setHeader("content-type", "text/html").end(page("Stranger"))
  },
  "a proxy turns everybody away": (_, answer) => {
    answer.writeHead(403, { "content-type": "text/html" }).end(page("Stranger"))
  },
  "another program lives there": ({ url }, answer) => {
    const isPage = url === "/" || url === "/rooms/1"
    answer.writeHead(isPage ? 200 : 404, { "content-type": "text/html" }).end(page("Stranger"))
  },
  "a proxy does not reach the server for long": (_, answer) => {
    answer.writeHead(502, { "content-type": "text/html" }).end(page("Stranger"))
  },
}

/** Runs in the page: a slow answer is not waited for, but remembered. */
async function hasMetStranger() {
  if (document.title === "Stranger") return true
  const isKept = await navigator.serviceWorker.getRegistration()
  return !isKept || (await caches.match("/stranger")) !== undefined
}

for (const [what, answer] of Object.entries(strangers))
  test(`${what}: at the latest at the second visit it is seen, and afterwards the app again`, {
    tag: "@long",
  }, async ({ browser, server }) => {
    await using stranger = await startStranger(answer)
    let target = server.url
    await using front = await startCuttingProxy(() => target)
    const context = await browser.newContext({ baseURL: front.url, serviceWorkers: "allow" })
    const tab = await context.newPage()
    const status = tab.getByRole("status")
    await tab.addInitScript(() => localStorage.setItem("confab.username", "ann"))
    await tab.goto("/")
    await expect(status).toHaveText("Connected")
    await tab.evaluate(() => navigator.serviceWorker.ready)
    await tab.reload()
    await expect(status).toHaveText("Connected")

    target = stranger.url
    front.cutAll()
    await tab.goto("/")
    await expect.poll(() => tab.evaluate(hasMetStranger)).toBe(true)
    await tab.goto("/")
    await expect(tab.getByRole("heading", { name: "Stranger" })).toBeVisible()

    target = server.url
    front.cutAll()
    await tab.goto("/")
    await expect(status).toHaveText("Connected")
    await context.close()
  })

test("nothing of the app is kept where another program lives", { tag: "@long" }, async ({
  person,
  server,
}) => {
  await using stranger = await startStranger(
    strangers["another program lives there"] as RequestListener,
  )
  let target = server.url
  await using front = await startCuttingProxy(() => target)
  const ann = await person("ann", { baseURL: front.url, tolerates: /status of 404/ })
  await ann.createRoom("lobby")
  await ann.hasSaid("one")
  await installed(ann)
  await ann.page.reload()
  await ann.hears(["one"])
  const left = () => ann.page.evaluate(() => caches.keys())
  expect(await left()).toHaveLength(1)
  target = stranger.url
  front.cutAll()
  await expect(async () => {
    await ann.page.goto("/rooms/1")
    await expect(ann.page.getByRole("heading", { name: "Stranger" })).toBeVisible({ timeout: 500 })
    expect(await left()).toEqual([])
  }).toPass()
})

test("a network on which nothing passes does not keep the app from opening", {
  tag: "@long",
}, async ({ person, server }) => {
  await using line = await startCuttingProxy(() => server.url)
  const ann = await person("ann", { baseURL: line.url })
  await ann.createRoom("lobby")
  await ann.hasSaid("one")
  await installed(ann)
  await ann.page.reload()
  await ann.hears(["one"])
  line.freeze()
  await ann.page.goto("/rooms/1", { timeout: 8_000 })
  await ann.hears(["one"])
  line.thaw()
  await expect(ann.status).toHaveText("Connected")
})
