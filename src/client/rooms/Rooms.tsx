import { createEffect, For, on, Show } from "solid-js"
import { useChat } from "../chat.ts"
import { KeptNotice } from "../kept/KeptNotice.tsx"
import { roomPath } from "../route.ts"
import { Me } from "../session/Me.tsx"
import { Logo } from "../ui/Logo.tsx"
import { words } from "../words/words.ts"
import { NewRoom } from "./NewRoom.tsx"
import { RoomItem, roomLinkId } from "./RoomItem.tsx"
import "./rooms.css"

export function Rooms() {
  const { rooms, route } = useChat()
  let landmark!: HTMLElement

  // Back from a room, the keyboard is where it left.
  createEffect(
    on(route.roomId, (now, before) => {
      if (now === null && before) document.getElementById(roomLinkId(before))?.focus()
    }),
  )

  return (
    <nav ref={landmark} class="rooms" aria-label={words().rooms.title} tabindex="-1">
      <div class="rooms-head">
        <Logo class="rooms-logo" />
        <h1>Confab</h1>
      </div>
      <NewRoom onCreated={({ id }) => route.go(roomPath(id))} />
      <Show when={rooms.problem()}>
        <p class="problem" role="alert">
          {rooms.problem()}
        </p>
      </Show>
      <Show
        when={rooms.list()?.length !== 0}
        fallback={<p class="rooms-none">{words().rooms.none}</p>}
      >
        <ul class="rooms-list">
          <For each={rooms.list()}>
            {(room) => <RoomItem room={room} onDeleted={() => landmark.focus()} />}
          </For>
        </ul>
      </Show>
      <KeptNotice />
      <Me />
    </nav>
  )
}
