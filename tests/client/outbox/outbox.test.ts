import { expect, test, vi } from "vitest"
import { openTab, startServer } from "./tabs.ts"

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

test("two tabs send every message once, and both show what became of it", async () => {
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
  await tab.outbox.enqueue({ roomId: 1, content: "one", clientId })
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

test("where nothing can be stored, what is written is sent all the same", async () => {
  vi.stubGlobal("indexedDB", undefined)
  const server = startServer()
  const tab = openTab(server, { open: false })
  await tab.write("one")
  await tab.write("two")
  tab.connect()
  await vi.waitFor(() => expect(tab.shows()).toEqual(["one: sent", "two: sent"]))
  expect(server.asked).toEqual(["one", "two"])
})
