import { createSignal, Show } from "solid-js"
import { useChat } from "../chat.ts"
import { roomPath } from "../route.ts"
import type { Room } from "../sdk/index.ts"
import { Icon } from "../ui/Icon.tsx"
import { Link } from "../ui/Link.tsx"
import { words } from "../words/words.ts"
import { DeleteRoom } from "./DeleteRoom.tsx"

export const roomLinkId = (roomId: number) => `room-${roomId}`

export function RoomItem(props: { room: Room; onDeleted: () => void }) {
  const { route } = useChat()
  const [asking, setAsking] = createSignal(false)

  return (
    <li class="room">
      <Link
        to={roomPath(props.room.id)}
        id={roomLinkId(props.room.id)}
        class="room-link"
        current={route.roomId() === props.room.id}
      >
        <bdi>{props.room.name}</bdi>
      </Link>
      <button
        type="button"
        class="icon-button room-delete"
        aria-label={words().rooms.deleteRoom(props.room.name)}
        title={words().rooms.delete}
        onClick={() => setAsking(true)}
      >
        <Icon name="trash" />
      </button>
      <Show when={asking()}>
        <DeleteRoom
          room={props.room}
          onClose={() => setAsking(false)}
          onDeleted={props.onDeleted}
        />
      </Show>
    </li>
  )
}
