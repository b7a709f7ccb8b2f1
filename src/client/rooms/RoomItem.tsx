import { createMemo, Show } from "solid-js"
import { nameKey } from "../../shared/text.ts"
import { useChat } from "../chat/context.ts"
import { roomPath } from "../route.ts"
import type { Activity, Room } from "../sdk/index.ts"
import { fullDateOf, shortOf } from "../ui/dates.ts"
import { Icon } from "../ui/Icon.tsx"
import { Link } from "../ui/Link.tsx"
import { words } from "../words/words.ts"
import { roomLinkId } from "./list-focus.ts"
import "./room.css"

type RoomItemProps = {
  room: Room
  onFocusIn: (event: FocusEvent) => void
  onFocusOut: (event: FocusEvent) => void
  onDelete: () => void
}

/** The link is named after the room, and described by its unread count and last message. */
export function RoomItem(props: RoomItemProps) {
  const { route, unread } = useChat()
  const last = createMemo(() => unread.activity.of(props.room.id)?.last)
  const isOpen = () => route.roomId() === props.room.id

  return (
    <div
      class="room"
      classList={{
        current: isOpen(),
        unread: unread.countUnmuted(props.room) > 0,
        untold: !(last() || unread.activity.byRoom()),
      }}
      onFocusIn={props.onFocusIn}
      onFocusOut={props.onFocusOut}
    >
      <RoomHead room={props.room} lastAt={last()?.timestamp} current={isOpen()} />
      <div class="room-foot">
        <p id={`${roomLinkId(props.room.id)}-last`} class="room-last" dir="auto">
          <Show when={last()} fallback={unread.activity.byRoom() && words().rooms.quiet}>
            {(message) => <LastMessage {...message()} />}
          </Show>
        </p>
        <UnreadCount room={props.room} />
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

function RoomHead(props: { room: Room; lastAt: string | undefined; current: boolean }) {
  const linkId = () => roomLinkId(props.room.id)
  return (
    <div class="room-head">
      <Link
        to={roomPath(props.room.id)}
        id={linkId()}
        class="room-link"
        current={props.current}
        describedBy={`${linkId()}-news ${linkId()}-last`}
      >
        <bdi>{props.room.name}</bdi>
      </Link>
      <Show when={props.lastAt}>
        {(timestamp) => (
          <time class="room-time" dateTime={timestamp()} title={fullDateOf(timestamp())}>
            {shortOf(timestamp())}
          </time>
        )}
      </Show>
    </div>
  )
}

function UnreadCount(props: { room: Room }) {
  const { unread } = useChat()
  const count = createMemo(() => unread.count(props.room.id))
  return (
    <span id={`${roomLinkId(props.room.id)}-news`} class="room-news">
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
  )
}

function LastMessage(props: NonNullable<Activity["last"]>) {
  const { username } = useChat()
  const isMine = () => nameKey(props.username) === nameKey(username)
  return (
    <>
      <bdi>{isMine() ? words().rooms.you : props.username}</bdi>
      {": "}
      {/* Not a `bdi`, which `dir="auto"` would skip when it determines the direction. */}
      <span class="room-last-text">{props.content}</span>
    </>
  )
}
