import { useChat } from "../chat/context.ts"
import { SettingsButton } from "../settings/SettingsButton.tsx"
import { Avatar } from "../ui/Avatar.tsx"
import { words } from "../words/words.ts"
import "./me.css"

export function Me() {
  const { username, session, storage } = useChat()

  function changeName() {
    void storage.roomCache.clear()
    session.changeName()
  }

  return (
    <div class="self">
      <Avatar name={username} me />
      <bdi class="self-name">{username}</bdi>
      <div class="self-actions">
        <button type="button" class="button quiet" onClick={changeName}>
          {words().session.changeName}
        </button>
        <SettingsButton />
      </div>
    </div>
  )
}
