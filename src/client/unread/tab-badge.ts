import { createEffect, onCleanup } from "solid-js"
import { addressOf } from "../base.ts"
import { words } from "../words/words.ts"

type News = { total: () => number; roomName: () => string | undefined }

/** What a tab, or an installed app's icon, tells of unread messages, for as long as the caller's scope lives. */
export function createSigns({ total, roomName }: News) {
  createEffect(() => {
    const name = roomName()
    const title = name === undefined ? "Confab" : `${name} · Confab`
    document.title = total() === 0 ? title : `(${words().unread.count(total())}) ${title}`
  })
  createEffect(() => showIcon(total() > 0))
  createEffect(() => void showBadge(total()))
  onCleanup(() => {
    showIcon(false)
    void showBadge(0)
  })
}

/** A file each, because pages of ours may draw nothing of their own into an icon. */
function showIcon(news: boolean) {
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]")
  if (icon) icon.href = addressOf(news ? "/favicon-unread.svg" : "/favicon.svg")
}

/** Only installed apps have one, and not in every browser. */
async function showBadge(total: number) {
  try {
    await navigator.setAppBadge?.(total)
  } catch {
    // Refused where the app is not installed.
  }
}
