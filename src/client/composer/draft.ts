import { createSignal } from "solid-js"
import type { DraftStore } from "../storage/drafts.ts"

/** The text being written in a room; it belongs to that room, whichever is shown when it is loaded or kept. */
export function createDraft(drafts: DraftStore, roomId: number) {
  const [text, setText] = createSignal("")
  let touched = false

  /** A kept text does not replace what was typed meanwhile. */
  async function load() {
    const kept = await drafts.get(roomId)
    if (!touched) setText(kept)
  }
  void load()

  return {
    text,
    write(content: string) {
      touched = true
      setText(content)
      void drafts.put(roomId, content)
    },

    /** Empties the field at once, and the kept draft once the message is safe elsewhere. */
    async sent(safe: Promise<void>) {
      touched = true
      setText("")
      await safe
      if (text() === "") void drafts.put(roomId, "")
    },
  }
}
