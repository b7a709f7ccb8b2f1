import { createMemo, Show } from "solid-js"
import { nameKey } from "../../shared/text.ts"
import { useChat } from "../chat/context.ts"
import { roomPath } from "../route.ts"
import type { Activity, Room } from "../sdk/index.ts"
import { fullDateOf, shortOf } from "../ui/dates.ts"
import { Icon } from "../ui/Icon.tsx"
import { Link } from "../ui/Link.tsx"
import { words } from "../words/words.ts"
import "./room.css"

export const roomLinkId = (roomId: number) => `room-${roomId}`

type RoomItemProps = {
  room: Room
  onFocusIn: (event: FocusEvent) => void
  onFocusOut: (event: FocusEvent) => void
  onDelete: () => void
}

/** The link is called as the room; what else is known of the room describes it. */
export function RoomItem(props: RoomItemProps) {
  const { route, unread } = useChat()
  const count = createMemo(() => unread.count(props.room.id))
  const last = createMemo(() => unread.activity.of(props.room.id)?.last)
  const isOpen = () => route.roomId() === props.room.id
  const linkId = () => roomLinkId(props.room.id)

  return (
    <div
      class="room"
      classList={{
        current: isOpen(),
        unread: unread.countUnmuted(props.room) > 0,
        untold: !(last() || unread.activity.standings()),
      }}
      onFocusIn={props.onFocusIn}
      onFocusOut={props.onFocusOut}
    >
      <div class="room-head">
        <Link
          to={roomPath(props.room.id)}
          id={linkId()}
          class="room-link"
          current={isOpen()}
          describedBy={`${linkId()}-news ${linkId()}-last`}
        >
          <bdi>{props.room.name}</bdi>
        </Link>
        <Show when={last()}>
          {(said) => (
            <time
              class="room-time"
              dateTime={said().timestamp}
              title={fullDateOf(said().timestamp)}
            >
              {shortOf(said().timestamp)}
            </time>
          )}
        </Show>
      </div>
      <div class="room-foot">
        <p id={`${linkId()}-last`} class="room-last" dir="auto">
          <Show when={last()} fallback={unread.activity.standings() && words().rooms.quiet}>
            {(said) => <LastMessage {...said()} />}
          </Show>
        </p>
        <span id={`${linkId()}-news`} class="room-news">
          <Show when={count() > 0}>
            <span
              class="room-count"
              classList={{ muted: unread.isMuted(props.room) }}
              aria-hidden="true"
            >
              {words().unread.count(count())}
            </span>
            <span class="unseen">{words().unread.messages(count())}</span>
          </Show>
        </span>
      </div>
      <button
        type="button"
        class="icon-button room-delete"
        aria-label={words().rooms.deleteRoom(props.room.name)}
        title={words().rooms.delete}
        onClick={() => props.onDelete()}
      >
        <Icon name="trash" />
      </button>
    </div>
  )
}

function LastMessage(props: NonNullable<Activity["last"]>) {
  const { username } = useChat()
  const isMine = () => nameKey(props.username) === nameKey(username)
  return (
    <>
      <bdi>{isMine() ? words().rooms.you : props.username}</bdi>
      {": "}
      {/* Not a `bdi`, which the line would leave out when it looks for its own direction. */}
      <span class="room-last-text">{props.content}</span>
    </>
  )
}
