import { useChat } from "../chat.ts"
import { Avatar } from "../ui/Avatar.tsx"

export function Me() {
  const { username, session } = useChat()
  return (
    <div class="self">
      <Avatar name={username} me />
      <bdi class="self-name">{username}</bdi>
      <button type="button" class="button quiet" onClick={session.changeName}>
        Change name
      </button>
    </div>
  )
}
