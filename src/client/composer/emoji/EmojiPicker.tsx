import { onCleanup, Show } from "solid-js"
import { words } from "../../words/words.ts"
import { EmojiCategories } from "./EmojiCategories.tsx"
import { EmojiGrid } from "./EmojiGrid.tsx"
import { EmojiSearchField } from "./EmojiSearchField.tsx"
import { createEmojiSearch } from "./emoji-search.ts"
import { recordEmoji } from "./recents.ts"
import "./emoji.css"

export type PickerProps = {
  /** A press on it closes the picker by itself. */
  opener: HTMLElement
  onChoose: (sign: string) => void
  /** Without a choice; `isElsewhere` when the focus already moved on. */
  onClose: (isElsewhere: boolean) => void
}

export function EmojiPicker(props: PickerProps) {
  const search = createEmojiSearch()
  let picker!: HTMLDivElement
  let field!: HTMLInputElement

  closeOnPressElsewhere(
    () => [picker, props.opener],
    () => props.onClose(true),
  )

  function choose(sign: string) {
    recordEmoji(sign)
    props.onChoose(sign)
  }

  function chooseFirst() {
    const [first] = search.shown()
    if (first) choose(first.sign)
  }

  function press(event: KeyboardEvent) {
    if (event.isComposing || event.key !== "Escape") return
    event.preventDefault()
    event.stopPropagation()
    props.onClose(false)
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
      <EmojiSearchField
        ref={(element) => {
          field = element
        }}
        query={search.query()}
        onSearch={search.setQuery}
        onEnter={chooseFirst}
        onLeave={() => picker.querySelector<HTMLElement>(".emoji[tabindex='0']")?.focus()}
      />
      <EmojiCategories search={search} />
      <Show
        when={search.shown().length > 0 || search.isLoading()}
        fallback={<NoEmoji isUnavailable={search.isUnavailable()} />}
      >
        <EmojiGrid emoji={search.shown()} onChoose={choose} onLeave={() => field.focus()} />
      </Show>
    </div>
  )
}

function NoEmoji(props: { isUnavailable: boolean }) {
  return (
    <p class="emoji-none">{props.isUnavailable ? words().emoji.unavailable : words().emoji.none}</p>
  )
}

function closeOnPressElsewhere(inside: () => HTMLElement[], close: () => void) {
  const look = ({ target }: PointerEvent) => {
    if (target instanceof Node && !inside().some((part) => part.contains(target))) close()
  }
  document.addEventListener("pointerdown", look)
  onCleanup(() => document.removeEventListener("pointerdown", look))
}
