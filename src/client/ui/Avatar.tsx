import { initialsOf, toneOf } from "./person-look.ts"
import "./avatar.css"

/** Decoration: the name is always written beside it. */
export function Avatar(props: { name: string; me?: boolean }) {
  return (
    <span
      class="avatar"
      classList={{ me: props.me === true }}
      data-tone={toneOf(props.name)}
      data-initials={initialsOf(props.name)}
      aria-hidden="true"
    />
  )
}
