import { expect } from "@playwright/test"
import type { Person } from "./person.ts"

/** Resolves once the browser has all it needs to show the rooms, and this room's messages, without the server. */
export async function installed({ page, conversation }: Person) {
  await page.evaluate(() => navigator.serviceWorker.ready)
  const onScreen = await conversation.locator(".message-text").count()
  await expect.poll(() => page.evaluate(messagesKept)).toBeGreaterThanOrEqual(onScreen)
}

/** Runs in the page. */
async function messagesKept() {
  const finished = <T>(asked: IDBRequest<T>) =>
    new Promise<T>((done) => {
      asked.onsuccess = () => done(asked.result)
    })
  const database = await finished(indexedDB.open("confab"))
  const all = (name: string) => finished(database.transaction(name).objectStore(name).getAll())
  const [rooms, pages] = await Promise.all([all("rooms"), all("pages")])
  database.close()
  const roomId = Number(location.pathname.split("/").at(-1))
  const page = pages.find(({ messages }) => messages[0]?.roomId === roomId)
  return rooms.length === 0 ? -1 : page?.messages.length
}
