import { expect } from "@playwright/test"
import type { Person } from "./person.ts"

/** Resolves once the browser has all it needs to show rooms and messages without the server. */
export async function installed({ page }: Person) {
  await page.evaluate(() => navigator.serviceWorker.ready)
  await expect.poll(() => page.evaluate(countKept)).toEqual([1, 1])
}

/** Runs in the page: how many lists of rooms and how many rooms' messages are kept, each counted as one at most. */
async function countKept() {
  const finished = <T>(asked: IDBRequest<T>) =>
    new Promise<T>((done) => {
      asked.onsuccess = () => done(asked.result)
    })
  const database = await finished(indexedDB.open("confab"))
  const counts = ["rooms", "pages"].map((name) =>
    finished(database.transaction(name).objectStore(name).count()),
  )
  const found = await Promise.all(counts)
  database.close()
  return found.map((count) => Math.min(count, 1))
}
