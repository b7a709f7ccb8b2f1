/** The app behind each of the proxies there is a sample for: TLS, and a path on an address that others use too. */
import { expect, type Page } from "@playwright/test"
import { startTestApp } from "../support/app.ts"
import { selfSigned } from "../support/certificate.ts"
import { proxies } from "../support/topology/proxies/proxies.ts"
import type { ProxyKind } from "../support/topology/proxies/proxy.ts"
import { test as base, webRoot } from "./fixtures.ts"
import { installed } from "./installed.ts"
import { createOthers } from "./others.ts"

/** A worker comes over a certificate that the browser trusts, or not at all. */
const test = base.extend<object, { launchOptions: { args?: string[] } }>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const args = [...(launchOptions.args ?? []), "--ignore-certificate-errors"]
      await use({ ...launchOptions, args })
    },
    { scope: "worker" },
  ],
})

test.use({ serviceWorkers: "allow", ignoreHTTPSErrors: true })

const AT = "/chat/"

async function startBehind(kind: ProxyKind) {
  await using stack = new AsyncDisposableStack()
  const certificate = stack.use(await selfSigned())
  const basePath = AT
  const app = stack.use(await startTestApp({ basePath, webRoot, trustProxy: ["loopback"] }))
  const { host } = new URL(app.url)
  const path = AT.slice(0, -1)
  const proxy = stack.use(await kind.start({ nodes: [host, host], path, certificate }))
  const owned = stack.move()
  return { url: `${proxy.url}/`, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

for (const kind of proxies) {
  const isThere = kind.isInstalled || process.env.CI === "true"
  const absence = isThere ? "" : ` (skipped, because ${kind.name} is not installed)`
  const tried = isThere ? test : test.skip
  tried(
    `behind ${kind.name}, under a path, all of the app is there${absence}`,
    { tag: "@long" },
    async ({ person }) => {
      await using place = await startBehind(kind)
      const ann = await person(undefined, {
        ...{ baseURL: place.url, at: "" },
        // The page that describes the API would show its maker's sign.
        tolerates: /cdn\.redoc\.ly.*violates/,
      })
      await ann.signIn("ann")
      await ann.createRoom("lobby")
      await expect(ann.page).toHaveURL(`${place.url}rooms/1`)
      await ann.hasSaid("one")
      await createOthers(() => place.url.slice(0, -1)).hears(1, ["two"])
      await ann.hears(["one", "two"])

      await ann.createRoom("garden")
      await expect(ann.page).toHaveURL(`${place.url}rooms/2`)
      await ann.enter("lobby")
      await ann.page.goBack()
      await expect(ann.page.getByRole("heading", { name: "garden" })).toBeVisible()
      await ann.page.goto(`${place.url}rooms/1/messages/1`)
      await ann.hears(["one", "two"])
      await ann.hasSaid(`back: ${place.url}rooms/2`)
      await ann.conversation.getByRole("link", { name: "rooms/2" }).click()
      await expect(ann.page.getByRole("heading", { name: "garden" })).toBeVisible()

      await ann.page.goto(`${place.url}rooms/1`)
      await ann.hears(["one", "two", `back: ${place.url}rooms/2`])
      await installed(ann, AT)
      expect(await foreignNames(ann.page)).toEqual([])
      expect(await partsOfManifest(ann.page)).toEqual([200, 200, 200, 200, 200, 200])
      await ann.page.reload()
      await expect(ann.status).toHaveText("Connected")
      await ann.page.context().setOffline(true)
      await ann.page.reload()
      await ann.hears(["one", "two", `back: ${place.url}rooms/2`])
      await ann.page.context().setOffline(false)

      await ann.page.goto(`${place.url}docs`)
      await expect(ann.page.getByText("Create a room")).toBeVisible()
      await ann.page.goto(`${place.url}redoc`)
      await expect(ann.page.getByRole("heading", { name: "Create a room" })).toBeVisible()
    },
  )
}

/** Everything the browser keeps of this app under a name that another app on this address may use too. */
const foreignNames = (page: Page) =>
  page.evaluate(async (at) => {
    const databases = await indexedDB.databases()
    const workers = await navigator.serviceWorker.getRegistrations()
    const names = [
      ...Object.keys(localStorage),
      ...databases.map(({ name }) => name ?? ""),
      ...(await caches.keys()),
      ...workers.map(({ scope }) => new URL(scope).pathname),
    ]
    if (names.length < 4) throw new Error(`there is more than ${names}`)
    return names.filter((name) => !name.startsWith(at))
  }, AT)

/** The status of the manifest, of the page it starts with, and of its icons. */
const partsOfManifest = (page: Page) =>
  page.evaluate(async () => {
    const { href } = document.querySelector("link[rel=manifest]") as HTMLLinkElement
    const manifest = await (await fetch(href)).json()
    const parts = [manifest.start_url, ...manifest.icons.map(({ src }: { src: string }) => src)]
    const statuses = parts.map(async (part) => (await fetch(new URL(part, href))).status)
    return [200, ...(await Promise.all(statuses))]
  })
