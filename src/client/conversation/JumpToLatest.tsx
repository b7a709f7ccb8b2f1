import { Icon } from "../ui/Icon.tsx"
import { words } from "../words/words.ts"

export function JumpToLatest(props: { unseen: number; onJump: () => void }) {
  return (
    <button type="button" class="button jump" onClick={() => props.onJump()}>
      <Icon name="down" />
      {props.unseen > 0
        ? words().conversation.toLatestOf(props.unseen)
        : words().conversation.toLatest}
    </button>
  )
}
