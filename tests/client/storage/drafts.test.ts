import { IDBFactory, IDBObjectStore } from "fake-indexeddb"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { createDraft } from "../../../src/client/composer/draft.ts"
import { createStorage } from "../../../src/client/storage/storage.ts"
import "fake-indexeddb/auto"
import { nameKey } from "../../../src/shared/text.ts"

beforeEach(() => vi.stubGlobal("indexedDB", new IDBFactory()))
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test("a draft waits in its room, for its author", async () => {
  const { drafts } = createStorage(nameKey("Ann"))
  await drafts.put(1, "half a thought")
  expect(await drafts.get(1)).toBe("half a thought")
  expect(await drafts.get(2)).toBe("")
  expect(await createStorage(nameKey("  ann ")).drafts.get(1)).toBe("half a thought")
  expect(await createStorage("bo").drafts.get(1)).toBe("")
})

test("a draft that was sent is not there at the next visit", async () => {
  const { drafts } = createStorage("ann")
  await drafts.put(1, "half a thought")
  await drafts.put(1, "")
  expect(await createStorage("ann").drafts.get(1)).toBe("")
})

test("an earlier draft does not replace what is already being written", async () => {
  const { drafts } = createStorage("ann")
  await drafts.put(1, "earlier")
  const untouched = createDraft(drafts, 1)
  const draft = createDraft(drafts, 1)
  draft.write("now")
  await vi.waitFor(() => expect(untouched.text()).toBe("earlier"))
  expect(draft.text()).toBe("now")
})

test("where nothing may be stored drafts live as long as the page, and it says so", async () => {
  vi.stubGlobal("indexedDB", undefined)
  const { drafts, problem } = createStorage("ann")
  await drafts.put(1, "half a thought")
  expect(await drafts.get(1)).toBe("half a thought")
  expect(problem()).toBe("blocked")
})

test("where there is no room left the newest draft is still there, and it says so", async () => {
  const { drafts, problem } = createStorage("ann")
  await drafts.put(1, "earlier")
  expect(problem()).toBe(null)
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("no room left", "QuotaExceededError")
  })
  await drafts.put(1, "now")
  expect(await drafts.get(1)).toBe("now")
  expect(problem()).toBe("full")
})
