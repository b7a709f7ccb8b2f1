import { createSignal } from "solid-js"
import type { DraftStore } from "../storage/drafts.ts"

/** What is being written in a room: it stays with that room, whatever is on the screen when it is loaded or kept. */
export function createDraft(drafts: DraftStore, roomId: number) {
  const [text, setText] = createSignal("")
  let touched = false

  /** Whoever is already writing is not interrupted by what they wrote earlier. */
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

    /** The field is empty at once; what was in it is forgotten when it is safe elsewhere. */
    async sent(safe: Promise<void>) {
      touched = true
      setText("")
      await safe
      if (text() === "") void drafts.put(roomId, "")
    },
  }
}
