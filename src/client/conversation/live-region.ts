/** What a screen reader announces: new messages of others, a few at a time, never pages of history. */
import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js"
import type { Message } from "../../shared/schema.ts"
import { nameKey } from "../../shared/text.ts"
import { words } from "../words/words.ts"

const INTERVAL_MS = 1_000
const AT_ONCE = 3

export function createLiveRegion(newMessages: Accessor<Message[]>, username: string) {
  const [announced, setAnnounced] = createSignal<string[]>([])
  let waiting: Message[] = []
  let unannounced = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function announce() {
    const { said, more } = words().conversation
    const texts = waiting.map((message) => said(message.username, message.content))
    setAnnounced(unannounced > 0 ? [...texts, more(unannounced)] : texts)
    timer = texts.length === 0 ? undefined : setTimeout(announce, INTERVAL_MS)
    waiting = []
    unannounced = 0
  }

  createEffect(
    on(
      newMessages,
      (messages) => {
        const others = messages.filter((message) => nameKey(message.username) !== nameKey(username))
        const first = others.slice(0, AT_ONCE - waiting.length)
        waiting = waiting.concat(first)
        unannounced += others.length - first.length
        if (timer === undefined && waiting.length > 0) announce()
      },
      { defer: true },
    ),
  )
  onCleanup(() => clearTimeout(timer))

  return announced
}
