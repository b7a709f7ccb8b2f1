import { nameKey } from "../../shared/text.ts"
import { useChat } from "../chat/context.ts"
import { typingLine } from "./typing-line.ts"
import "./presence.css"

/** Always one line high, so that nothing moves when a person types. */
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
