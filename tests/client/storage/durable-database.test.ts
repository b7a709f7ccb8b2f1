/** A connection to the database does not last: what was kept before and what is kept after is there all the same. */
import { IDBDatabase, IDBFactory } from "fake-indexeddb"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { createStorage } from "../../../src/client/storage/storage.ts"
import "fake-indexeddb/auto"

let connections: IDBDatabase[]

beforeEach(() => {
  connections = []
  vi.stubGlobal("indexedDB", new IDBFactory())
  const { transaction } = IDBDatabase.prototype
  vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function noting(
    this: IDBDatabase,
    ...asked
  ) {
    if (!connections.includes(this)) connections.push(this)
    return transaction.apply(this, asked)
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const laterVisit = () => createStorage("ann")

/** As a browser does that is short of memory: whoever uses it next is told that it is closing. */
const loseConnection = () => connections.at(-1)?.close()

const clearAway = () =>
  new Promise((done) => {
    indexedDB.deleteDatabase("confab").onsuccess = done
  })

test("a lost connection is opened again, and nothing of it is a problem", async () => {
  const { drafts, readMarks, problem } = createStorage("ann")
  await drafts.put(1, "earlier")
  loseConnection()
  await Promise.all([drafts.put(1, "now"), drafts.put(2, "elsewhere")])
  loseConnection()
  await readMarks.put(new Map([[1, 5]]))
  expect(connections).toHaveLength(3)
  expect(problem()).toBeNull()
  const later = laterVisit()
  expect([await later.drafts.get(1), await later.drafts.get(2)]).toEqual(["now", "elsewhere"])
  expect((await later.readMarks.all()).get(1)).toBe(5)
})

test("what was asked in one order is done in the same, also over two connections", async () => {
  const { drafts } = createStorage("ann")
  await drafts.put(1, "")
  loseConnection()
  const texts = Array.from({ length: 20 }, (_, n) => "x".repeat(n + 1))
  await Promise.all(texts.map((text) => drafts.put(1, text)))
  expect(await laterVisit().drafts.get(1)).toBe(texts.at(-1))
})

test("what another tab cleared away is put back: what is written, read and muted", async () => {
  const { drafts, muted, readMarks, problem } = createStorage("ann")
  await drafts.put(1, "half a thought")
  await muted.put(["1 then"])
  await readMarks.put(new Map([[1, 5]]))
  await clearAway()
  await drafts.put(2, "another")
  expect(problem()).toBeNull()
  const later = laterVisit()
  expect([await later.drafts.get(1), await later.drafts.get(2)]).toEqual([
    "half a thought",
    "another",
  ])
  expect(await later.muted.all()).toEqual(["1 then"])
  expect((await later.readMarks.all()).get(1)).toBe(5)
})

test("a database that cannot be opened at first can be later, and then has what it missed", async () => {
  const { open } = IDBFactory.prototype
  const refused = vi.spyOn(IDBFactory.prototype, "open").mockImplementation(() => {
    throw new DOMException("not now", "UnknownError")
  })
  const { drafts, problem } = createStorage("ann")
  await drafts.put(1, "half a thought")
  expect(problem()).toBe("blocked")
  refused.mockImplementation(open)
  await drafts.put(2, "another")
  expect(problem()).toBeNull()
  const later = laterVisit()
  expect([await later.drafts.get(1), await later.drafts.get(2)]).toEqual([
    "half a thought",
    "another",
  ])
})

test("a database that does not open is not waited for, until it does", async () => {
  await createStorage("bo").drafts.put(1, "")
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
  const { open } = IDBFactory.prototype
  const held = Promise.withResolvers<void>()
  vi.spyOn(IDBFactory.prototype, "open").mockImplementation(function holding(
    this: IDBFactory,
    ...asked
  ) {
    const request = open.apply(this, asked)
    const { addEventListener } = request
    request.addEventListener = (type: string, hear: EventListener) =>
      addEventListener.call(
        request,
        type,
        (event: Event) => void held.promise.then(() => hear(event)),
      )
    return request
  })
  const { drafts, problem } = createStorage("ann")
  const keeping = drafts.put(1, "half a thought")
  await vi.advanceTimersByTimeAsync(5_000)
  await keeping
  expect([await drafts.get(1), problem()]).toEqual(["half a thought", "blocked"])
  held.resolve()
  vi.useRealTimers()
  await vi.waitFor(async () => {
    await drafts.put(2, "another")
    expect(problem()).toBeNull()
  })
  expect(await laterVisit().drafts.get(1)).toBe("half a thought")
})
