/**
 * Keeps the app in the browser, one whole version at a time: a page and its parts are never of two builds. Only files of
 * the build are kept; what the server says is never answered from here. A new version waits until somebody asks for it.
 * Where something else than the app answers at its address, that is shown.
 */
import { isGateway, isOurs, isReplaced } from "./response-origin.ts"

type File = { url: string; revision: string | null }

type Lasting = Event & { waitUntil(work: Promise<unknown>): void }
type Asking = Lasting & { request: Request; respondWith(answer: Promise<Response>): void }
type Told = Event & { data: unknown }

/** What the types of a page do not know. */
declare const self: {
  __WB_MANIFEST: File[]
  location: Location
  registration: { unregister(): Promise<boolean> }
  skipWaiting(): Promise<void>
  addEventListener(type: "install" | "activate", hear: (event: Lasting) => void): void
  addEventListener(type: "fetch", hear: (event: Asking) => void): void
  addEventListener(type: "message", hear: (event: Told) => void): void
}

/** The path this worker and all it keeps lie under, from slash to slash. */
const BASE = new URL(".", self.location.href).pathname
const PAGE = "index.html"
/** Shelves belong to all workers of a server: each has names of its own. */
const SHELVES = BASE === "/" ? "confab-" : `${BASE}confab-`
const ASSETS = `${BASE}assets/`
const SCRIPT = `${BASE}service-worker.js`
/** What is kept in place of what somebody else answered. */
const STRANGER = `${BASE}stranger`
/** The app opens at once, on a bad network too; but whoever saw a stranger here waits for its next word. */
const ANSWER_MS = 1_000
const STRANGER_MS = 10_000
/** This version and the one before it, whose pages may still be open and want parts they have not loaded. */
const VERSIONS_KEPT = 2

const files = self.__WB_MANIFEST
const paths = new Set(files.map(({ url }) => BASE + url))
// The page names its parts by their hashes, so its own stands for all of them.
const shelf = `${SHELVES}${files.find(({ url }) => url === PAGE)?.revision}`

self.addEventListener("install", (event) => event.waitUntil(takeIn()))
self.addEventListener("activate", (event) => event.waitUntil(clearOut()))
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
    event.respondWith(fromShelf(pathname, event.request))
})

/** All or nothing: when one file is missing, the version is tried again later. */
async function takeIn() {
  const cache = await caches.open(shelf)
  await cache.addAll(
    files.map(
      ({ url, revision }) =>
        new Request(BASE + url, { cache: revision === null ? "default" : "no-cache" }),
    ),
  )
}

async function clearOut() {
  const shelves = (await caches.keys()).filter((name) => name.startsWith(SHELVES))
  const others = shelves.filter((name) => name !== shelf)
  const old = others.slice(0, Math.max(0, others.length - (VERSIONS_KEPT - 1)))
  await Promise.all(old.map((name) => caches.delete(name)))
}

/** The addresses under which the server serves the page. */
const isPage = (pathname: string) =>
  pathname === BASE ||
  (pathname.startsWith(BASE) && /^rooms(\/|$)/.test(pathname.slice(BASE.length)))

/**
 * The network is asked first: a proxy may want somebody to sign in, or another program live at this address by now, and
 * from here they would never be seen.
 */
async function openPage(event: Asking): Promise<Response> {
  const { request } = event
  const asking = fetch(request).catch(() => null)
  const cache = await caches.open(shelf)
  const isKnown = (await cache.match(STRANGER)) !== undefined
  event.waitUntil(asking.then(learn))
  const answer = await Promise.race([asking, after(isKnown ? STRANGER_MS : ANSWER_MS)])
  if (answer && !isOurs(answer) && (isKnown || !isGateway(answer))) return answer
  return (await cache.match(BASE + PAGE, { ignoreVary: true })) ?? (await asking) ?? fetch(request)
}

const after = (ms: number) => new Promise<null>((due) => setTimeout(due, ms, null))

/** For the next time, if this answer comes too late. */
async function learn(answer: Response | null) {
  if (!answer) return
  const cache = await caches.open(shelf)
  if (isOurs(answer)) await cache.delete(STRANGER)
  else {
    await cache.put(STRANGER, new Response())
    await leaveIfReplaced()
  }
}

/** Where another program lives, nothing of this one should. */
async function leaveIfReplaced() {
  const script = await fetch(SCRIPT, { cache: "no-store", redirect: "manual" }).catch(() => null)
  if (!(script && isReplaced(script))) return
  const shelves = (await caches.keys()).filter((name) => name.startsWith(SHELVES))
  await Promise.all(shelves.map((name) => caches.delete(name)))
  // This lasts until the last page under its care is gone.
  void self.registration.unregister()
}

async function fromShelf(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(shelf)
  const found = (await cache.match(path, { ignoreVary: true })) ?? (await earlier(path))
  return found ?? fetch(request)
}

/** Only parts with a hash in their name: they are what they were. */
const earlier = async (path: string) =>
  path.startsWith(ASSETS) ? caches.match(path, { ignoreVary: true }) : undefined
