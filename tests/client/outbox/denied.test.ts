/** What a browser may deny a page, or take away: what is written is sent all the same, and not lost. */
import { expect, test, vi } from "vitest"
import { openTab, startServer } from "./tabs.ts"

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

test("what waits is restored when the browser deleted its database", async () => {
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
