import { createEffect, on, onCleanup, onMount } from "solid-js"
import { Icon } from "../ui/Icon.tsx"
import { words } from "../words/words.ts"
import type { Finding } from "./finding.ts"
import { markIn } from "./marking.ts"
import "./finding.css"

/** `root` is what holds the messages. */
export function FindBar(props: { finding: Finding; root: Element }) {
  let field!: HTMLInputElement

  onMount(() => {
    const marks = markIn(props.root, () => props.finding.wanted())
    createEffect(on(() => props.finding.wanted(), marks.again))
    onCleanup(marks.stop)
    field.focus()
  })

  const result = () => {
    const { position, count, wanted } = props.finding
    if (wanted() === "") return ""
    return count() === 0 ? words().finding.none : words().finding.place(position(), count())
  }

  function press(event: KeyboardEvent) {
    if (event.isComposing) return
    if (event.key === "Enter") props.finding.step(event.shiftKey ? 1 : -1)
    else if (event.key === "Escape") props.finding.close()
    else return
    event.preventDefault()
  }

  return (
    <search class="find-bar" onKeyDown={press}>
      <input
        ref={field}
        class="field"
        type="text"
        aria-label={words().finding.title}
        placeholder={words().finding.title}
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => props.finding.seek(event.currentTarget.value)}
      />
      <p class="find-result" aria-live="polite">
        {result()}
      </p>
      <Step name={words().finding.older} icon="up" onStep={() => props.finding.step(-1)} />
      <Step name={words().finding.newer} icon="down" onStep={() => props.finding.step(1)} />
      <button
        type="button"
        class="icon-button"
        aria-label={words().finding.close}
        title={words().finding.close}
        onClick={() => props.finding.close()}
      >
        <Icon name="close" />
      </button>
    </search>
  )
}

function Step(props: { name: string; icon: "up" | "down"; onStep: () => void }) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={props.name}
      title={props.name}
      onClick={() => props.onStep()}
    >
      <Icon name={props.icon} />
    </button>
  )
}
