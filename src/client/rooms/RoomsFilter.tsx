import { words } from "../words/words.ts"

type RoomsFilterProps = { sought: string; onSeek: (sought: string) => void; onEnter: () => void }

export function RoomsFilter(props: RoomsFilterProps) {
  function press(event: KeyboardEvent) {
    if (event.isComposing) return
    if (event.key === "Enter") props.onEnter()
    if (event.key !== "Escape" || props.sought === "") return
    event.preventDefault()
    props.onSeek("")
  }

  return (
    <div class="rooms-filter">
      <input
        class="field"
        type="text"
        aria-label={words().rooms.filter}
        placeholder={words().rooms.filter}
        value={props.sought}
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => props.onSeek(event.currentTarget.value)}
        onKeyDown={press}
      />
    </div>
  )
}
