import { expect, type Page } from "@playwright/test"
import { keptIn } from "./kept.ts"
import type { Person } from "./person.ts"

/** Resolves once the browser has all it needs to show the rooms, and this room's messages, without the server. */
export async function installed({ page, conversation }: Person) {
  await page.evaluate(() => navigator.serviceWorker.ready)
  const onScreen = await conversation.locator(".message-text").count()
  await expect.poll(() => messagesKept(page)).toBeGreaterThanOrEqual(onScreen)
}

async function messagesKept(page: Page) {
  const rooms = await keptIn(page, "rooms")
  const pages = await keptIn<{ messages: { roomId: number }[] }>(page, "pages")
  const roomId = Number(new URL(page.url()).pathname.split("/").at(-1))
  const kept = pages.find(({ messages }) => messages[0]?.roomId === roomId)
  return rooms.length === 0 ? -1 : kept?.messages.length
}
