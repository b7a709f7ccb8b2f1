import { createMemo, createSignal, Show } from "solid-js"
import { useChat } from "../chat/context.ts"
import { roomPath } from "../route.ts"
import { Me } from "../session/Me.tsx"
import { StorageNotice } from "../storage/StorageNotice.tsx"
import { words } from "../words/words.ts"
import { matchingRooms } from "./matching.ts"
import { NewRoom } from "./NewRoom.tsx"
import { RoomsFilter } from "./RoomsFilter.tsx"
import { RoomsHead } from "./RoomsHead.tsx"
import { RoomsList } from "./RoomsList.tsx"
import "./rooms.css"

/** More need a filter. */
const UNFILTERED_MAX = 7

export function Rooms() {
  const { rooms, route } = useChat()
  const [sought, setSought] = createSignal("")
  let landmark!: HTMLElement

  const shown = createMemo(() => matchingRooms(rooms.list() ?? [], sought()))
  const areMany = createMemo(() => (rooms.list()?.length ?? 0) > UNFILTERED_MAX)

  return (
    <nav ref={landmark} class="rooms" aria-label={words().rooms.title} tabindex="-1">
      <RoomsHead />
      <NewRoom onCreated={({ id }) => route.go(roomPath(id))} />
      <Show when={rooms.problem()}>
        <p class="problem" role="alert">
          {rooms.problem()}
        </p>
      </Show>
      <Show when={areMany() || sought() !== ""}>
        <RoomsFilter
          sought={sought()}
          onSeek={setSought}
          onEnter={() => {
            const [first] = shown()
            if (first) route.go(roomPath(first.id))
          }}
        />
      </Show>
      <Show
        when={rooms.list()?.length !== 0}
        fallback={<p class="rooms-none">{words().rooms.none}</p>}
      >
        <RoomsList rooms={shown()} sought={sought()} onDeleted={() => landmark.focus()} />
      </Show>
      <StorageNotice />
      <Me />
    </nav>
  )
}
