import { createMemo, Show } from "solid-js"
import { nameKey } from "../../shared/text.ts"
import { useChat } from "../chat/context.ts"
import { Waiting } from "../outbox/Waiting.tsx"
import { inWords } from "../problem.ts"
import type { Entry } from "../room/state.ts"
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
  startsUnread: boolean
  /** The address names it, or a search is at it. */
  isHighlighted: boolean
  isLast: boolean
  isScrollingFast: boolean
  onRetry: () => void
  onDiscard: () => void
}

export function MessageRow(props: MessageRowProps) {
  const entry = () => props.row.entry
  const before = () => props.row.before
  /** With what shows only on hover: once drawn, it stays. */
  const hasDetails = createMemo((had: boolean) => had || !props.isScrollingFast, false)
  const opensGroup = () => props.startsUnread || startsGroup(before(), entry())

  return (
    <>
      <Show when={startsDay(before(), entry())}>
        <p class="message-day">
          <time dateTime={entry().timestamp}>{dayOf(entry().timestamp)}</time>
        </p>
      </Show>
      <Show when={props.startsUnread}>
        <p class="message-news">
          <span>{words().conversation.news}</span>
        </p>
      </Show>
      <div
        class="message"
        classList={{ opens: opensGroup() }}
        data-state={entry().state}
        aria-current={props.isHighlighted ? "true" : undefined}
      >
        <Show
          when={opensGroup()}
          fallback={
            <Show when={hasDetails()}>
              <Time timestamp={entry().timestamp} />
            </Show>
          }
        >
          <Author entry={entry()} />
        </Show>
        <MessageText text={entry().content} />
        <Show when={entry().state === "logged"} fallback={<PendingState {...props} />}>
          <Show when={hasDetails()}>
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

function Author(props: { entry: Entry }) {
  const { username } = useChat()
  return (
    <>
      <Avatar
        name={props.entry.username}
        me={nameKey(props.entry.username) === nameKey(username)}
      />
      <p class="message-head">
        <bdi class="message-author">{props.entry.username}</bdi>
        <Time timestamp={props.entry.timestamp} />
      </p>
    </>
  )
}

function PendingState(props: MessageRowProps) {
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

function Time(props: { timestamp: string }) {
  return (
    <time class="message-time" dateTime={props.timestamp} title={fullDateOf(props.timestamp)}>
      {timeOf(props.timestamp)}
    </time>
  )
}
