import { expect, type Page } from "@playwright/test"
import { keptIn } from "./kept.ts"
import type { Person } from "./person.ts"

/** Resolves once the browser has all it needs to show the rooms, and this room's messages, without the server; `at` is the path the app lives under. */
export async function installed({ page, conversation }: Person, at = "") {
  await page.evaluate(() => navigator.serviceWorker.ready)
  const onScreen = await conversation.locator(".message-text").count()
  await expect.poll(() => messagesKept(page, at)).toBeGreaterThanOrEqual(onScreen)
}

async function messagesKept(page: Page, at: string) {
  const rooms = await keptIn(page, "rooms", at)
  const pages = await keptIn<{ messages: { roomId: number }[] }>(page, "pages", at)
  const roomId = Number(new URL(page.url()).pathname.split("/").at(-1))
  const kept = pages.find(({ messages }) => messages[0]?.roomId === roomId)
  return rooms.length === 0 ? -1 : kept?.messages.length
}
