import { useChat } from "../chat/chat.ts"
import { SettingsButton } from "../settings/SettingsButton.tsx"
import { Avatar } from "../ui/Avatar.tsx"
import { words } from "../words/words.ts"
import "./me.css"

export function Me() {
  const { username, session, kept } = useChat()

  function changeName() {
    void kept.lastSeen.forget()
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
