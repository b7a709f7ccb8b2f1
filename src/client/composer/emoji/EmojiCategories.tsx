import { For } from "solid-js"
import { words } from "../../words/words.ts"
import { categories } from "./categories.ts"
import type { EmojiSearch } from "./emoji-search.ts"

export function EmojiCategories(props: { search: EmojiSearch }) {
  return (
    <div class="emoji-categories">
      <For each={categories}>
        {({ name, sign }) => (
          <button
            type="button"
            class="emoji-category"
            aria-label={words().emoji.categories[name]}
            title={words().emoji.categories[name]}
            aria-pressed={props.search.isShowing(name)}
            onClick={() => props.search.show(name)}
          >
            {sign}
          </button>
        )}
      </For>
    </div>
  )
}
