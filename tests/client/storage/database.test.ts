import "fake-indexeddb/auto"
import { openDB } from "idb"
import { expect, test } from "vitest"
import { openDatabase } from "../../../src/client/storage/database.ts"

test("what an earlier version stored is still there", async () => {
  const earlier = await openDB("confab", 1, {
    upgrade(database) {
      database.createObjectStore("drafts")
      const outbox = database.createObjectStore("outbox", { keyPath: ["person", "clientId"] })
      outbox.createIndex("inOrder", ["person", "at"])
      for (const name of ["read", "rooms", "pages"]) database.createObjectStore(name)
    },
  })
  await earlier.put("drafts", { text: "half a thought" }, ["ann", 1])
  const letter = { person: "ann", clientId: "a", at: 1, roomId: 1, content: "hi" }
  await earlier.put("outbox", { ...letter, state: "refused", why: "Some words." })
  earlier.close()

  const database = await openDatabase()
  expect(await database.get("drafts", ["ann", 1])).toEqual({ text: "half a thought" })
  expect(await database.getAll("outbox")).toMatchObject([
    { ...letter, state: "refused", why: { code: "UNEXPECTED" } },
  ])
  expect(await database.get("muted", "ann")).toBeUndefined()
  database.close()
})
