import { Show } from "solid-js"
import { nameKey } from "../../shared/text.ts"
import { useChat } from "../chat.ts"
import type { Entry } from "../live.ts"
import { Waiting } from "../outbox/Waiting.tsx"
import { Avatar } from "../ui/Avatar.tsx"
import { dayOf, fullDateOf, timeOf } from "../ui/dates.ts"
import { words } from "../words/words.ts"
import { startsDay, startsGroup } from "./grouping.ts"
import { MessageText } from "./MessageText.tsx"

type MessageRowProps = {
  entry: Entry
  before: Entry | undefined
  onRetry: () => void
  onDiscard: () => void
}

export function MessageRow(props: MessageRowProps) {
  const { username } = useChat()
  const isMine = () => nameKey(props.entry.username) === nameKey(username)
  const opensGroup = () => startsGroup(props.before, props.entry)

  return (
    <li class="message" classList={{ opens: opensGroup() }} data-state={props.entry.state}>
      <Show when={startsDay(props.before, props.entry)}>
        <p class="message-day">
          <time dateTime={props.entry.timestamp}>{dayOf(props.entry.timestamp)}</time>
        </p>
      </Show>
      <Show when={opensGroup()} fallback={<When timestamp={props.entry.timestamp} />}>
        <Avatar name={props.entry.username} me={isMine()} />
        <p class="message-head">
          <bdi class="message-author">{props.entry.username}</bdi>
          <When timestamp={props.entry.timestamp} />
        </p>
      </Show>
      <MessageText text={props.entry.content} />
      <Show when={props.entry.state === "sending"}>
        <Waiting />
      </Show>
      <Show when={props.entry.state === "refused"}>
        <p class="message-refused">
          <span role="alert">{words().conversation.notSent(props.entry.why)}</span>
          <button type="button" class="button small" onClick={() => props.onRetry()}>
            {words().conversation.retry}
          </button>
          <button type="button" class="button small quiet" onClick={() => props.onDiscard()}>
            {words().conversation.discard}
          </button>
        </p>
      </Show>
    </li>
  )
}

function When(props: { timestamp: string }) {
  return (
    <time class="message-time" dateTime={props.timestamp} title={fullDateOf(props.timestamp)}>
      {timeOf(props.timestamp)}
    </time>
  )
}
