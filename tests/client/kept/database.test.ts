import "fake-indexeddb/auto"
import { openDB } from "idb"
import { expect, test } from "vitest"
import { openDatabase } from "../../../src/client/kept/database.ts"

test("what an earlier version kept is still there", async () => {
  const earlier = await openDB("confab", 1, {
    upgrade(database) {
      database.createObjectStore("drafts")
      const outbox = database.createObjectStore("outbox", { keyPath: ["person", "clientId"] })
      outbox.createIndex("inOrder", ["person", "at"])
      for (const name of ["read", "rooms", "pages"]) database.createObjectStore(name)
    },
  })
  await earlier.put("drafts", { text: "half a thought" }, ["ann", 1])
  earlier.close()

  const database = await openDatabase()
  expect(await database.get("drafts", ["ann", 1])).toEqual({ text: "half a thought" })
  expect(await database.get("muted", "ann")).toBeUndefined()
  database.close()
})
