import { Link } from "../ui/Link.tsx"

export function RoomGone(props: { known: boolean }) {
  return (
    <div class="room-gone" role="alert">
      <p class="room-gone-title">
        {props.known ? "This room was deleted" : "There is no such room"}
      </p>
      <p>
        {props.known
          ? "Its messages are gone for everyone."
          : "It was deleted, or the link is not quite right."}
      </p>
      <Link to="/" class="button">
        See all rooms
      </Link>
    </div>
  )
}
