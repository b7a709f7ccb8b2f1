import { useChat } from "../chat/context.ts"
import { Icon } from "../ui/Icon.tsx"
import { Logo } from "../ui/Logo.tsx"
import { words } from "../words/words.ts"

export function RoomsHead() {
  const { shortcuts } = useChat()
  return (
    <div class="rooms-head">
      <Logo class="rooms-logo" />
      <h1>Confab</h1>
      <button
        type="button"
        class="icon-button"
        aria-label={words().rooms.switch}
        title={words().rooms.switch}
        aria-haspopup="dialog"
        onClick={() => shortcuts.show("switch")}
      >
        <Icon name="search" />
      </button>
      <button
        type="button"
        class="icon-button rooms-keys"
        aria-label={words().shortcuts.title}
        title={words().shortcuts.title}
        aria-haspopup="dialog"
        onClick={() => shortcuts.show("help")}
      >
        <Icon name="keyboard" />
      </button>
    </div>
  )
}
