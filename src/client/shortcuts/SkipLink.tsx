import { words } from "../words/words.ts"
import "./shortcuts.css"

/** The first tab stop: past the list of rooms, to the messages. */
export function SkipLink() {
  return (
    <a class="button skip-link" href="#messages">
      {words().shortcuts.skip}
    </a>
  )
}
