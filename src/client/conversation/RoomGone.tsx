import { Link } from "../ui/Link.tsx"
import { words } from "../words/words.ts"

export function RoomGone(props: { known: boolean }) {
  return (
    <div class="room-gone" role="alert">
      <p class="room-gone-title">
        {props.known ? words().conversation.deleted : words().conversation.unknown}
      </p>
      <p>{props.known ? words().conversation.deletedHint : words().conversation.unknownHint}</p>
      <Link to="/" class="button">
        {words().conversation.seeRooms}
      </Link>
    </div>
  )
}
