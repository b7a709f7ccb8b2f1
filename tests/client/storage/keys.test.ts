/** What a visitor's browser kept before a person had an id is found under it: keys never change. */
import "fake-indexeddb/auto"
import { createRoot } from "solid-js"
import { expect, test, vi } from "vitest"
import { createApi } from "../../../src/client/api.ts"
import { openDatabase } from "../../../src/client/storage/database.ts"
import { createStorage } from "../../../src/client/storage/storage.ts"

const WRITTEN_AT = "2026-11-30T09:00:00.000Z"

test.each([
  ["Ann", "ann"],
  ["  STRASSE ", "strasse"],
])("what was kept for %s under %s is still there", async (name, key) => {
  const database = await openDatabase()
  const item = {
    ...{ person: key, clientId: "c1", at: 1, roomId: 7, content: "hi", username: name },
    ...{ timestamp: WRITTEN_AT, state: "waiting" as const, why: null },
  }
  await database.put("outbox", item)
  await database.put("drafts", { text: "half a thought" }, [key, 7])
  await database.put("read", { seq: 41 }, [key, 7])
  database.close()
  vi.stubGlobal("location", new URL("http://127.0.0.1:1"))

  const { personId, dispose } = createRoot((dispose) => ({ ...createApi(name), dispose }))
  dispose()
  expect(personId).toBe(key)
  const storage = createStorage(personId)
  expect(await storage.drafts.get(7)).toBe("half a thought")
  expect(await storage.outbox.all()).toMatchObject([{ clientId: "c1", content: "hi" }])
  expect((await storage.readMarks.all()).get(7)).toBe(41)
})
