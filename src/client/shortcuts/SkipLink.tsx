import { words } from "../words/words.ts"
import "./shortcuts.css"

/** The first stop of the keyboard: past all the rooms, to what is said in this one. */
export function SkipLink() {
  return (
    <a class="button skip-link" href="#messages">
      {words().shortcuts.skip}
    </a>
  )
}
