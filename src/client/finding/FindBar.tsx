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
        {resultOf(props.finding)}
      </p>
      <BarButton name={words().finding.older} icon="up" onPress={() => props.finding.step(-1)} />
      <BarButton name={words().finding.newer} icon="down" onPress={() => props.finding.step(1)} />
      <BarButton name={words().finding.close} icon="close" onPress={() => props.finding.close()} />
    </search>
  )
}

function resultOf({ position, count, wanted }: Finding) {
  if (wanted() === "") return ""
  return count() === 0 ? words().finding.none : words().finding.place(position(), count())
}

type BarButtonProps = { name: string; icon: "up" | "down" | "close"; onPress: () => void }

function BarButton(props: BarButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={props.name}
      title={props.name}
      onClick={() => props.onPress()}
    >
      <Icon name={props.icon} />
    </button>
  )
}
