import { TRPCClientError } from "@trpc/client"
import { IDBFactory } from "fake-indexeddb"
import { createRoot } from "solid-js"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { createKept } from "../../../src/client/kept/kept.ts"
import { applyEvent, emptyRoom } from "../../../src/client/live.ts"
import { createOutbox } from "../../../src/client/outbox/outbox.ts"
import { createTabs } from "../../../src/client/outbox/tabs.ts"
import type { NewMessage } from "../../../src/shared/schema.ts"
import "fake-indexeddb/auto"

const closing: (() => void)[] = []
let browsers = 0
beforeEach(() => {
  browsers++
  vi.stubGlobal("indexedDB", new IDBFactory())
})
afterEach(() => {
  for (const close of closing.splice(0)) close()
  vi.unstubAllGlobals()
})

/** Takes every message once, unless told to refuse. */
function startServer() {
  const stored: string[] = []
  const asked: string[] = []
  const refusals: { chatCode: string; retryAfterMs?: number }[] = []
  return {
    stored,
    asked,
    refusals,
    take({ clientId, content, roomId }: NewMessage) {
      asked.push(content)
      const refusal = refusals.shift()
      if (refusal) throw refusedWith(refusal)
      if (!stored.includes(content)) stored.push(content)
      const seq = stored.indexOf(content) + 1
      return {
        ...{ id: seq, seq, roomId, clientId: clientId ?? null, content },
        ...{ username: "ann", timestamp: "2026-01-01T00:00:00Z" },
      }
    },
  }
}

const refusedWith = (data: object) =>
  TRPCClientError.from({ error: { code: -32_000, message: "refused", data } } as never)

/** A tab of ann's browser, with its own connection; `shows` is its room, as content and state. */
function openTab(server: ReturnType<typeof startServer>, { open = true } = {}) {
  let isOpen = open
  let live = emptyRoom()
  const listeners = new Set<() => void>()
  const api = {
    username: "ann",
    client: {
      connection: {
        state: () => ({ status: isOpen ? "open" : "connecting" }),
        subscribe(listener: () => void) {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
      },
      messages: { send: { mutate: async (message: NewMessage) => server.take(message) } },
    },
  }
  const { outbox, close } = createRoot((dispose) => ({
    outbox: createOutbox(api as never, {
      shelf: createKept("ann").outbox,
      tabs: createTabs(`browser ${browsers}`),
    }),
    close: dispose,
  }))
  closing.push(close)
  outbox.follow(1, (event) => {
    live = applyEvent(live, event)
  })
  return {
    outbox,
    close,
    write: (content: string) => outbox.write({ roomId: 1, content }),
    shows: () => live.entries.map(({ content, state }) => `${content}: ${state}`),
    clientIdOf: (content: string) =>
      live.entries.find((entry) => entry.content === content)?.clientId ?? "",
    connect(now = true) {
      isOpen = now
      for (const listener of listeners) listener()
    },
  }
}

test("what is written is shown at once, and sent in the order of writing", async () => {
  const server = startServer()
  const tab = openTab(server)
  void tab.write("one")
  void tab.write("two")
  expect(tab.shows()).toEqual(["one: sending", "two: sending"])
  await vi.waitFor(() => expect(tab.shows()).toEqual(["one: sent", "two: sent"]))
  expect(server.asked).toEqual(["one", "two"])
})

test("what an earlier visit left is shown without a connection, and sent with one", async () => {
  const server = startServer()
  const before = openTab(server, { open: false })
  await before.write("one")
  await before.write("two")
  before.close()
  const after = openTab(server, { open: false })
  await vi.waitFor(() => expect(after.shows()).toEqual(["one: sending", "two: sending"]))
  await after.write("three")
  expect(server.asked).toEqual([])
  after.connect()
  await vi.waitFor(() => expect(server.stored).toEqual(["one", "two", "three"]))
  after.close()
  const last = openTab(server)
  await last.write("four")
  await vi.waitFor(() => expect(last.shows()).toEqual(["four: sent"]))
  expect(server.asked).toEqual(["one", "two", "three", "four"])
})

test("two tabs send every message once, and both hear what became of it", async () => {
  const server = startServer()
  const [one, other] = [openTab(server, { open: false }), openTab(server, { open: false })]
  await Promise.all([one.write("from one"), other.write("from the other")])
  await vi.waitFor(() => expect(one.shows()).toHaveLength(2))
  await vi.waitFor(() => expect(other.shows()).toHaveLength(2))
  one.connect()
  other.connect()
  for (const tab of [one, other])
    await vi.waitFor(() =>
      expect(tab.shows().toSorted()).toEqual(["from one: sent", "from the other: sent"]),
    )
  expect(server.asked).toHaveLength(2)
})

test("what a tab had not sent when it died is sent by another", async () => {
  const server = startServer()
  const staying = openTab(server)
  const dying = openTab(server, { open: false })
  await dying.write("last words")
  dying.close()
  await vi.waitFor(() => expect(server.stored).toEqual(["last words"]), { timeout: 5_000 })
  await vi.waitFor(() => expect(staying.shows()).toEqual(["last words: sent"]))
})

test.each([
  { chatCode: "TOO_MANY_MESSAGES", retryAfterMs: 20 },
  { chatCode: "STORE_UNAVAILABLE" },
  { chatCode: "SHUTTING_DOWN" },
])("$chatCode is waited out, and nothing overtakes", async (refusal) => {
  const server = startServer()
  server.refusals.push(refusal)
  const tab = openTab(server)
  void tab.write("one")
  void tab.write("two")
  await vi.waitFor(() => expect(tab.shows()).toEqual(["one: sent", "two: sent"]), {
    timeout: 5_000,
  })
  expect(server.asked).toEqual(["one", "one", "two"])
})

test("what is refused for good steps out of the line, to be tried again or deleted", async () => {
  const server = startServer()
  server.refusals.push({ chatCode: "CLIENT_ID_CONFLICT" }, { chatCode: "ROOM_NOT_FOUND" })
  const tab = openTab(server)
  for (const content of ["one", "two", "three"]) await tab.write(content)
  const stood = ["one: refused", "two: refused", "three: sent"]
  await vi.waitFor(() => expect(tab.shows()).toEqual(stood))

  const clientId = tab.clientIdOf("one")
  await tab.outbox.write({ roomId: 1, content: "one", clientId })
  await vi.waitFor(() => expect(tab.shows()).toContain("one: sent"))
  tab.outbox.discard(tab.clientIdOf("two"))
  expect(tab.shows()).not.toContain("two: refused")
  tab.close()
  const after = openTab(server)
  await after.write("four")
  await vi.waitFor(() => expect(after.shows()).toEqual(["four: sent"]))
})

test("only what certainly was not sent can be taken back", async () => {
  const server = startServer()
  const tab = openTab(server, { open: false })
  await tab.write("one")
  expect(tab.outbox.takeBack(2)).toBe(null)
  expect(tab.outbox.takeBack(1)).toBe("one")
  expect(tab.outbox.takeBack(1)).toBe(null)
  server.refusals.push(...Array.from({ length: 100 }, () => ({ chatCode: "STORE_UNAVAILABLE" })))
  await tab.write("two")
  tab.connect()
  await vi.waitFor(() => expect(server.asked).toContain("two"))
  tab.connect(false)
  expect(tab.outbox.takeBack(1)).toBe(null)
})

test("where nothing can be kept, what is written is sent all the same", async () => {
  vi.stubGlobal("indexedDB", undefined)
  const server = startServer()
  const tab = openTab(server, { open: false })
  await tab.write("one")
  await tab.write("two")
  tab.connect()
  await vi.waitFor(() => expect(tab.shows()).toEqual(["one: sent", "two: sent"]))
  expect(server.asked).toEqual(["one", "two"])
})

const refusing = () => Promise.reject(new DOMException("not here", "SecurityError"))

test.each<[string, object]>([
  ["are missing", {}],
  ["are refused", { locks: { request: refusing } }],
  [
    "may not even be asked for",
    {
      get locks() {
        throw new DOMException("not here", "SecurityError")
      },
    },
  ],
])("where locks %s, what is written is sent all the same", async (_, navigator) => {
  vi.stubGlobal("navigator", navigator)
  const server = startServer()
  const tab = openTab(server)
  await tab.write("one")
  await tab.write("two")
  await vi.waitFor(() => expect(tab.shows()).toEqual(["one: sent", "two: sent"]))
  expect(server.asked).toEqual(["one", "two"])
})

test("where tabs know nothing of each other, what is written is sent all the same", async () => {
  vi.stubGlobal("BroadcastChannel", function refused() {
    throw new DOMException("not here", "SecurityError")
  })
  const tab = openTab(startServer())
  await tab.write("one")
  await vi.waitFor(() => expect(tab.shows()).toEqual(["one: sent"]))
})

test("a turn that is taken away is had again", async () => {
  let turns = 0
  const request = async (_: string, turn: () => Promise<void>) => {
    if (turns++ === 0) await turn().then(() => Promise.reject(new DOMException("", "AbortError")))
    else await turn()
  }
  vi.stubGlobal("navigator", { locks: { request } })
  const server = startServer()
  const tab = openTab(server)
  await tab.write("one")
  await vi.waitFor(() => expect(turns).toBe(1))
  await tab.write("two")
  await vi.waitFor(() => expect(tab.shows()).toEqual(["one: sent", "two: sent"]), {
    timeout: 5_000,
  })
})

/** Of another page, which may clear everything away. */
const clearAway = () =>
  new Promise((done) => {
    indexedDB.deleteDatabase("confab").onsuccess = done
  })

test("what waits is put back when the browser threw away what it kept", async () => {
  const server = startServer()
  const tab = openTab(server, { open: false })
  await tab.write("one")
  await clearAway()
  await tab.write("two")
  tab.connect()
  await vi.waitFor(() => expect(tab.shows()).toEqual(["one: sent", "two: sent"]))
  tab.close()

  const other = openTab(server, { open: false })
  await other.write("three")
  await clearAway()
  await other.write("four")
  other.close()
  const after = openTab(server, { open: false })
  await vi.waitFor(() => expect(after.shows()).toEqual(["three: sending", "four: sending"]))
})
