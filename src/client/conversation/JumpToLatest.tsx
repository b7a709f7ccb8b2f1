import { Icon } from "../ui/Icon.tsx"
import { words } from "../words/words.ts"

export function JumpToLatest(props: { news: number; onJump: () => void }) {
  return (
    <button type="button" class="button jump" onClick={() => props.onJump()}>
      <Icon name="down" />
      {props.news > 0 ? words().conversation.toLatestOf(props.news) : words().conversation.toLatest}
    </button>
  )
}
