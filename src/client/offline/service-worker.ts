/**
 * Caches the app in the browser, one whole version at a time: a page and its parts are never of two builds. Only files of
 * the build are cached, never responses of the API. A new version waits until it is asked for. Where something else than
 * the app responds at its address, that is shown.
 */
import { isGateway, isOurs, isReplaced } from "./response-origin.ts"

type File = { url: string; revision: string | null }

type ExtendableEvent = Event & { waitUntil(work: Promise<unknown>): void }
type FetchEvent = ExtendableEvent & {
  request: Request
  respondWith(response: Promise<Response>): void
}
type ClientMessage = Event & { data: unknown }

declare const self: {
  __WB_MANIFEST: File[]
  location: Location
  registration: { unregister(): Promise<boolean> }
  skipWaiting(): Promise<void>
  addEventListener(type: "install" | "activate", listener: (event: ExtendableEvent) => void): void
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void
  addEventListener(type: "message", listener: (event: ClientMessage) => void): void
}

/** The path this worker and all it caches lie under, from slash to slash. */
const BASE = new URL(".", self.location.href).pathname
const PAGE = "index.html"
/** Caches belong to all workers of an origin: each has names of its own. */
const CACHE_PREFIX = BASE === "/" ? "confab-" : `${BASE}confab-`
const ASSETS = `${BASE}assets/`
const SCRIPT = `${BASE}service-worker.js`
/** Marks in the cache that something else than the app responded last. */
const FOREIGN_MARK = `${BASE}stranger`
/** The app opens soon, on a bad network too; longer where something else responded last. */
const RESPONSE_MS = 1_000
const FOREIGN_RESPONSE_MS = 10_000
/** This version and the one before it, whose open pages may still load parts of it. */
const VERSIONS_KEPT = 2

const files = self.__WB_MANIFEST
const paths = new Set(files.map(({ url }) => BASE + url))
// The page names its parts by their hashes, so its own identifies the version.
const cacheName = `${CACHE_PREFIX}${files.find(({ url }) => url === PAGE)?.revision}`

self.addEventListener("install", (event) => event.waitUntil(install()))
self.addEventListener("activate", (event) => event.waitUntil(deleteOldVersions()))
self.addEventListener("message", ({ data }) => {
  if (data === "take over") void self.skipWaiting()
})
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request
  const { origin, pathname } = new URL(url)
  if (method !== "GET" || origin !== self.location.origin) return
  if (mode === "navigate") {
    if (isPage(pathname)) event.respondWith(openPage(event))
  } else if (paths.has(pathname) || pathname.startsWith(ASSETS))
    event.respondWith(fromCache(pathname, event.request))
})

/** All or nothing: when one file is missing, the version is tried again later. */
async function install() {
  const cache = await caches.open(cacheName)
  await cache.addAll(
    files.map(
      ({ url, revision }) =>
        new Request(BASE + url, { cache: revision === null ? "default" : "no-cache" }),
    ),
  )
}

async function deleteOldVersions() {
  const names = (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX))
  const others = names.filter((name) => name !== cacheName)
  const old = others.slice(0, Math.max(0, others.length - (VERSIONS_KEPT - 1)))
  await Promise.all(old.map((name) => caches.delete(name)))
}

const isPage = (pathname: string) =>
  pathname === BASE ||
  (pathname.startsWith(BASE) && /^rooms(\/|$)/.test(pathname.slice(BASE.length)))

/** From a cache, a proxy's sign-in or another program at this address would never be seen: the network comes first. */
async function openPage(event: FetchEvent): Promise<Response> {
  const { request } = event
  const fetching = fetch(request).catch(() => null)
  const cache = await caches.open(cacheName)
  const wasForeign = (await cache.match(FOREIGN_MARK)) !== undefined
  event.waitUntil(fetching.then(recordOrigin))
  const response = await Promise.race([
    fetching,
    after(wasForeign ? FOREIGN_RESPONSE_MS : RESPONSE_MS),
  ])
  if (response && !isOurs(response) && (wasForeign || !isGateway(response))) return response
  return (
    (await cache.match(BASE + PAGE, { ignoreVary: true })) ?? (await fetching) ?? fetch(request)
  )
}

const after = (ms: number) => new Promise<null>((due) => setTimeout(due, ms, null))

/** For the next time, if this response comes too late. */
async function recordOrigin(response: Response | null) {
  if (!response) return
  const cache = await caches.open(cacheName)
  if (isOurs(response)) await cache.delete(FOREIGN_MARK)
  else {
    await cache.put(FOREIGN_MARK, new Response())
    await unregisterIfReplaced()
  }
}

/** Nothing of the app is left where another program has its address. */
async function unregisterIfReplaced() {
  const script = await fetch(SCRIPT, { cache: "no-store", redirect: "manual" }).catch(() => null)
  if (!(script && isReplaced(script))) return
  const names = (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX))
  await Promise.all(names.map((name) => caches.delete(name)))
  // Takes effect when the last page it controls is closed.
  void self.registration.unregister()
}

async function fromCache(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName)
  const found = (await cache.match(path, { ignoreVary: true })) ?? (await ofOlderVersion(path))
  return found ?? fetch(request)
}

/** Only parts with a hash in their name: they never change. */
const ofOlderVersion = async (path: string) =>
  path.startsWith(ASSETS) ? caches.match(path, { ignoreVary: true }) : undefined
