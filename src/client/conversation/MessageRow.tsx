import { createMemo, Show } from "solid-js"
import { nameKey } from "../../shared/text.ts"
import { useChat } from "../chat/chat.ts"
import { Waiting } from "../outbox/Waiting.tsx"
import { inWords } from "../problem.ts"
import { MessageText } from "../text/MessageText.tsx"
import { Avatar } from "../ui/Avatar.tsx"
import { dayOf, fullDateOf, timeOf } from "../ui/dates.ts"
import { words } from "../words/words.ts"
import { CopyLink } from "./CopyLink.tsx"
import { startsDay, startsGroup } from "./grouping.ts"
import type { Row } from "./rows.ts"
import "./message.css"

type MessageRowProps = {
  row: Row
  roomId: number
  /** Nothing from here on was read before. */
  beginsNews: boolean
  /** The address asks for it, or a search has come to it. */
  isAskedFor: boolean
  isLast: boolean
  /** It is only flown over. */
  inPassing: boolean
  onRetry: () => void
  onDiscard: () => void
}

export function MessageRow(props: MessageRowProps) {
  const { username } = useChat()
  const entry = () => props.row.entry
  const before = () => props.row.before
  const isMine = () => nameKey(entry().username) === nameKey(username)
  /** With what nobody sees before they point at it. */
  const isWhole = createMemo((was: boolean) => was || !props.inPassing, false)
  const opensGroup = () => props.beginsNews || startsGroup(before(), entry())

  return (
    <>
      <Show when={startsDay(before(), entry())}>
        <p class="message-day">
          <time dateTime={entry().timestamp}>{dayOf(entry().timestamp)}</time>
        </p>
      </Show>
      <Show when={props.beginsNews}>
        <p class="message-news">
          <span>{words().conversation.news}</span>
        </p>
      </Show>
      <div
        class="message"
        classList={{ opens: opensGroup() }}
        data-state={entry().state}
        aria-current={props.isAskedFor ? "true" : undefined}
      >
        <Show
          when={opensGroup()}
          fallback={
            <Show when={isWhole()}>
              <When timestamp={entry().timestamp} />
            </Show>
          }
        >
          <Avatar name={entry().username} me={isMine()} />
          <p class="message-head">
            <bdi class="message-author">{entry().username}</bdi>
            <When timestamp={entry().timestamp} />
          </p>
        </Show>
        <MessageText text={entry().content} />
        <Show when={entry().state === "logged"} fallback={<Unsettled {...props} />}>
          <Show when={isWhole()}>
            <CopyLink
              roomId={props.roomId}
              messageId={entry().id}
              tabindex={props.isLast ? 0 : -1}
            />
          </Show>
        </Show>
      </div>
    </>
  )
}

/** What is not in the log yet, and may never be. */
function Unsettled(props: MessageRowProps) {
  const entry = () => props.row.entry
  return (
    <>
      <Show when={entry().state === "sending"}>
        <Waiting />
      </Show>
      <Show when={entry().state === "refused"}>
        <p class="message-refused">
          <span role="alert">{words().conversation.notSent(inWords(entry().why))}</span>
          <button type="button" class="button small" onClick={() => props.onRetry()}>
            {words().conversation.retry}
          </button>
          <button type="button" class="button small quiet" onClick={() => props.onDiscard()}>
            {words().conversation.discard}
          </button>
        </p>
      </Show>
    </>
  )
}

function When(props: { timestamp: string }) {
  return (
    <time class="message-time" dateTime={props.timestamp} title={fullDateOf(props.timestamp)}>
      {timeOf(props.timestamp)}
    </time>
  )
}
