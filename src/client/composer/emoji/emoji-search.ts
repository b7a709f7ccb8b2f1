import { createMemo, createResource, createSignal } from "solid-js"
import { type Category, emojiIn } from "./categories.ts"
import { loadEmoji } from "./emoji.ts"
import { findEmoji } from "./find.ts"
import { recentEmoji } from "./recents.ts"

const FOUND_MAX = 80

/** The emoji found by what is typed, or those of a category while nothing is. */
export function createEmojiSearch() {
  const [all] = createResource(() => loadEmoji().catch(() => null), { initialValue: [] })
  const [query, setQuery] = createSignal("")
  const [category, setCategory] = createSignal<Category>(
    recentEmoji().length > 0 ? "recent" : "smileys",
  )

  return {
    query,
    setQuery,
    shown: createMemo(() =>
      query().trim() === ""
        ? emojiIn(all() ?? [], category())
        : findEmoji(all() ?? [], query(), FOUND_MAX),
    ),
    isLoading: () => all.loading,
    /** They could not be loaded. */
    isUnavailable: () => all() === null,

    isShowing: (name: Category) => query() === "" && category() === name,
    show(name: Category) {
      setQuery("")
      setCategory(name)
    },
  }
}

export type EmojiSearch = ReturnType<typeof createEmojiSearch>
