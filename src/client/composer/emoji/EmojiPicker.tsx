import { createMemo, createResource, createSignal, For, onCleanup, onMount, Show } from "solid-js"
import { words } from "../../words/words.ts"
import { type Category, categories, emojiIn } from "./categories.ts"
import { EmojiGrid } from "./EmojiGrid.tsx"
import { loadEmoji } from "./emoji.ts"
import { findEmoji } from "./find.ts"
import { noteEmoji, recentEmoji } from "./recents.ts"
import "./emoji.css"

const FOUND_MAX = 80

export type PickerProps = {
  /** A press on it closes the picker by itself. */
  opener: HTMLElement
  onChoose: (sign: string) => void
  /** Without a choice; `isElsewhere` when the reader is already busy with something else. */
  onClose: (isElsewhere: boolean) => void
}

export function EmojiPicker(props: PickerProps) {
  const [all] = createResource(() => loadEmoji().catch(() => null), { initialValue: [] })
  const [query, setQuery] = createSignal("")
  const [category, setCategory] = createSignal<Category>(
    recentEmoji().length > 0 ? "recent" : "smileys",
  )
  const shown = createMemo(() =>
    query().trim() === ""
      ? emojiIn(all() ?? [], category())
      : findEmoji(all() ?? [], query(), FOUND_MAX),
  )
  let picker!: HTMLDivElement
  let search!: HTMLInputElement

  onMount(() => search.focus())
  closeOnPressElsewhere(
    () => [picker, props.opener],
    () => props.onClose(true),
  )

  function choose(sign: string) {
    noteEmoji(sign)
    props.onChoose(sign)
  }

  function press(event: KeyboardEvent) {
    if (event.isComposing || event.key !== "Escape") return
    event.preventDefault()
    event.stopPropagation()
    props.onClose(false)
  }

  function searchPress(event: KeyboardEvent) {
    if (event.isComposing) return
    if (event.key === "ArrowDown") {
      event.preventDefault()
      picker.querySelector<HTMLElement>(".emoji[tabindex='0']")?.focus()
    }
    // Otherwise Enter would send the message around it.
    if (event.key !== "Enter") return
    event.preventDefault()
    const [first] = shown()
    if (first) choose(first.sign)
  }

  return (
    <div
      ref={picker}
      class="emoji-picker"
      role="dialog"
      aria-label={words().emoji.title}
      onKeyDown={press}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && !picker.contains(relatedTarget)) props.onClose(true)
      }}
    >
      <input
        ref={search}
        class="field emoji-search"
        type="search"
        aria-label={words().emoji.search}
        placeholder={words().emoji.search}
        autocomplete="off"
        value={query()}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={searchPress}
      />
      <div class="emoji-categories">
        <For each={categories}>
          {({ name, sign }) => (
            <button
              type="button"
              class="emoji-category"
              aria-label={words().emoji.categories[name]}
              title={words().emoji.categories[name]}
              aria-pressed={query() === "" && category() === name}
              onClick={() => {
                setQuery("")
                setCategory(name)
              }}
            >
              {sign}
            </button>
          )}
        </For>
      </div>
      <Show
        when={shown().length > 0 || all.loading}
        fallback={
          <p class="emoji-none">{all() ? words().emoji.none : words().emoji.unavailable}</p>
        }
      >
        <EmojiGrid emoji={shown()} onChoose={choose} onLeave={() => search.focus()} />
      </Show>
    </div>
  )
}

function closeOnPressElsewhere(inside: () => HTMLElement[], close: () => void) {
  const look = ({ target }: PointerEvent) => {
    if (target instanceof Node && !inside().some((part) => part.contains(target))) close()
  }
  document.addEventListener("pointerdown", look)
  onCleanup(() => document.removeEventListener("pointerdown", look))
}
