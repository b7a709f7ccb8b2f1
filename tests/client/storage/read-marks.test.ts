import { IDBFactory } from "fake-indexeddb"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { createStorage } from "../../../src/client/storage/storage.ts"
import "fake-indexeddb/auto"
import { nameKey } from "../../../src/shared/text.ts"

beforeEach(() => vi.stubGlobal("indexedDB", new IDBFactory()))
afterEach(() => vi.unstubAllGlobals())

const keptFor = (username: string) => createStorage(nameKey(username)).readMarks

test("how far a person has read is known at the next visit, to them alone", async () => {
  await keptFor("Ann").put(
    new Map([
      [1, 5],
      [12, 0],
    ]),
  )
  expect([...(await keptFor("ann").all())]).toEqual([
    [1, 5],
    [12, 0],
  ])
  expect((await keptFor("anna").all()).size).toBe(0)
})

test("a tab that is behind does not take back what another one read", async () => {
  const marks = keptFor("ann")
  await marks.put(new Map([[1, 5]]))
  await keptFor("ann").put(new Map([[1, 3]]))
  expect((await marks.all()).get(1)).toBe(5)
  await marks.delete([1])
  expect((await marks.all()).size).toBe(0)
})
