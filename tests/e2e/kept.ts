import type { Page } from "@playwright/test"

/** What the app keeps in this browser under one of its names, as `read` or `outbox`; `at` is the path it lives under. */
export const keptIn = <Kept>(page: Page, name: string, at = ""): Promise<Kept[]> =>
  page.evaluate(
    async ({ name, at }) => {
      const finished = <T>(asked: IDBRequest<T>) =>
        new Promise<T>((done) => {
          asked.onsuccess = () => done(asked.result)
        })
      const database = await finished(indexedDB.open(`${at}confab`))
      const all = await finished(database.transaction(name).objectStore(name).getAll())
      database.close()
      return all
    },
    { name, at },
  )
