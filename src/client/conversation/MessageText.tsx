import { For } from "solid-js"
import { splitAtLinks } from "./links.ts"

/** Text is only ever text: nothing in it becomes anything but a link. */
export function MessageText(props: { text: string }) {
  return (
    <p class="message-text" dir="auto">
      <For each={splitAtLinks(props.text)}>
        {(part, index) =>
          index() % 2 === 0 ? (
            part
          ) : (
            <a href={part} target="_blank" rel="noopener noreferrer">
              {part}
            </a>
          )
        }
      </For>
    </p>
  )
}
