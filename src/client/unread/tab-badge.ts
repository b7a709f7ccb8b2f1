import { createEffect, onCleanup } from "solid-js"
import { addressOf } from "../base.ts"
import { words } from "../words/words.ts"

type TabBadgeOptions = { total: () => number; roomName: () => string | undefined }

/** Shows unread messages in the tab's title and icon, and on an installed app's icon, while the caller's scope lives. */
export function createTabBadge({ total, roomName }: TabBadgeOptions) {
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

function showIcon(isUnread: boolean) {
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]")
  if (icon) icon.href = addressOf(isUnread ? "/favicon-unread.svg" : "/favicon.svg")
}

/** Only installed apps have one, and not in every browser. */
async function showBadge(total: number) {
  try {
    await navigator.setAppBadge?.(total)
  } catch {
    // Refused where the app is not installed.
  }
}
