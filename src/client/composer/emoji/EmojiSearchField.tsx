import { onMount } from "solid-js"
import { words } from "../../words/words.ts"

type EmojiSearchFieldProps = {
  ref: (field: HTMLInputElement) => void
  query: string
  onSearch: (query: string) => void
  onEnter: () => void
  /** Down, into what was found. */
  onLeave: () => void
}

export function EmojiSearchField(props: EmojiSearchFieldProps) {
  let field!: HTMLInputElement
  onMount(() => field.focus())

  function press(event: KeyboardEvent) {
    if (event.isComposing || !(event.key === "ArrowDown" || event.key === "Enter")) return
    // Enter would send the message around it.
    event.preventDefault()
    if (event.key === "Enter") props.onEnter()
    else props.onLeave()
  }

  return (
    <input
      ref={(element) => {
        field = element
        props.ref(element)
      }}
      class="field emoji-search"
      type="search"
      aria-label={words().emoji.search}
      placeholder={words().emoji.search}
      autocomplete="off"
      value={props.query}
      onInput={(event) => props.onSearch(event.currentTarget.value)}
      onKeyDown={press}
    />
  )
}
