import { createEffect, createMemo, createSignal, For, on, Show } from "solid-js"
import { nameKey } from "../../shared/text.ts"
import { useChat } from "../chat.ts"
import { KeptNotice } from "../kept/KeptNotice.tsx"
import { roomPath } from "../route.ts"
import { Me } from "../session/Me.tsx"
import { words } from "../words/words.ts"
import { NewRoom } from "./NewRoom.tsx"
import { partsOf } from "./parts.ts"
import { RoomItem, roomLinkId } from "./RoomItem.tsx"
import { RoomsFilter } from "./RoomsFilter.tsx"
import { RoomsHead } from "./RoomsHead.tsx"
import "./rooms.css"

/** So many are seen at one glance. */
const HANDFUL = 7

export function Rooms() {
  const { rooms, route } = useChat()
  const [sought, setSought] = createSignal("")
  let landmark!: HTMLElement

  const shown = createMemo(() => {
    const key = nameKey(sought())
    return rooms.list()?.filter(({ name }) => key === "" || nameKey(name).includes(key))
  })
  const parts = createMemo(() => partsOf(shown() ?? []))
  const areMany = createMemo(() => (rooms.list()?.length ?? 0) > HANDFUL)

  // Back from a room, the keyboard is where it left; the room that is open is in sight.
  createEffect(
    on(route.roomId, (now, before) => {
      if (now === null && before) document.getElementById(roomLinkId(before))?.focus()
      if (now !== null)
        document.getElementById(roomLinkId(now))?.scrollIntoView({ block: "nearest" })
    }),
  )

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
            const [first] = shown() ?? []
            if (first) route.go(roomPath(first.id))
          }}
        />
      </Show>
      <Show
        when={rooms.list()?.length !== 0}
        fallback={<p class="rooms-none">{words().rooms.none}</p>}
      >
        <div class="rooms-list">
          <For
            each={[...parts().keys()]}
            fallback={
              <Show when={sought() !== ""}>
                <p class="rooms-no-match">{words().rooms.noMatch}</p>
              </Show>
            }
          >
            {(part) => (
              <ul class="rooms-part" style={{ "--rooms": parts().get(part)?.length }}>
                <For each={parts().get(part)}>
                  {(room) => <RoomItem room={room} onDeleted={() => landmark.focus()} />}
                </For>
              </ul>
            )}
          </For>
        </div>
      </Show>
      <KeptNotice />
      <Me />
    </nav>
  )
}
