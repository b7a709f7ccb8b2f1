import { nameKey } from "../../shared/text.ts"
import { useChat } from "../chat/chat.ts"
import { typingLine } from "./typing-line.ts"
import "./presence.css"

/** Always as high as one line, so that nothing moves when somebody types. */
export function TypingLine(props: { names: string[] }) {
  const { username } = useChat()
  const others = () => props.names.filter((name) => nameKey(name) !== nameKey(username))
  return (
    <p class="typing-line">
      {typingLine(others(), (name) => (
        <bdi>{name}</bdi>
      ))}
    </p>
  )
}
