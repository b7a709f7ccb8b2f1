import { createEffect, createMemo, createSignal, type JSX, on, Show } from "solid-js"
import { Virtualizer, type VirtualizerHandle } from "virtua/solid"
import { useChat } from "../chat/context.ts"
import type { Room } from "../sdk/index.ts"
import { settings } from "../settings/settings.ts"
import { createFocusKeeping } from "../ui/focus-keeping.ts"
import { words } from "../words/words.ts"
import { DeleteRoom } from "./DeleteRoom.tsx"
import { placeFor } from "./list-keys.ts"
import { createSight, placeOf } from "./list-scroll.ts"
import { RoomItem, roomLinkId } from "./RoomItem.tsx"

/** How far beyond what is in sight rooms are drawn, so that fast scrolling shows no gaps. */
const BEYOND_PX = 600

type RoomsListProps = { rooms: Room[]; sought: string; onDeleted: () => void }

/** Of ten thousand rooms only those are drawn that are in sight or near, and what the keyboard is at. */
export function RoomsList(props: RoomsListProps) {
  const { rooms, route } = useChat()
  const [handle, setHandle] = createSignal<VirtualizerHandle>()
  const [asking, setAsking] = createSignal<number | null>(null)
  const [wanted, setWanted] = createSignal<number | null>(null)
  const focus = createFocusKeeping<number>(".room")
  let scroller!: HTMLDivElement

  const placeIn = (roomId: number | null) => placeOf(props.rooms, roomId)
  const focused = () => placeIn(focus.key() ?? null)
  const sight = createSight({
    ...{ rooms: () => props.rooms, sought: () => props.sought },
    ...{ current: route.roomId, scroller: () => scroller, handle },
  })

  /** With its neighbours, to which Tab leads. */
  const staying = createMemo(() => {
    const at = focused()
    const beside = at < 0 ? [] : [at - 1, at, at + 1]
    return [...beside, placeIn(asking()), placeIn(wanted())].filter((place) => place >= 0)
  })

  function focusOn(room: Room | undefined) {
    if (!room) return
    // First it has to be there.
    setWanted(room.id)
    document.getElementById(roomLinkId(room.id))?.focus({ preventScroll: true })
    setWanted(null)
    sight.show(room.id)
  }

  function press(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || focused() < 0) return
    const whereabouts = { at: focused(), count: props.rooms.length, page: sight.page() }
    const place = placeFor(event.key, whereabouts)
    if (place === undefined) return
    event.preventDefault()
    focusOn(props.rooms[place])
  }

  // Back from a room, the keyboard is where it left.
  createEffect(
    on(route.roomId, (now, before) => {
      // When all that follows from the change is done.
      if (now === null && before) queueMicrotask(() => focusOn(props.rooms[placeIn(before)]))
    }),
  )

  const Place = (given: PlaceProps) => (
    <li
      ref={given.ref}
      style={given.style}
      aria-posinset={given.index + 1}
      aria-setsize={props.rooms.length}
    >
      {given.children}
    </li>
  )

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the links in it */}
      <div ref={scroller} class="rooms-list" onKeyDown={press}>
        <Show when={props.rooms.length === 0 && props.sought !== ""}>
          <p class="rooms-no-match">{words().rooms.noMatch}</p>
        </Show>
        {/* It begins to measure with the first of them; rooms of another height are another list. */}
        <Show when={props.rooms.length > 0 && settings.density.chosen()} keyed>
          <Virtualizer
            ref={setHandle}
            as="ul"
            item={Place}
            data={props.rooms}
            bufferSize={BEYOND_PX}
            keepMounted={staying()}
            scrollRef={scroller}
            onScroll={() => queueMicrotask(focus.restore)}
            onResize={focus.restore}
          >
            {(room) => (
              <RoomItem
                room={room}
                onFocusIn={(event) => focus.onFocusIn(event, room.id)}
                onFocusOut={focus.onFocusOut}
                onDelete={() => setAsking(room.id)}
              />
            )}
          </Virtualizer>
        </Show>
      </div>
      <Show when={rooms.find(asking())}>
        {(room) => (
          <DeleteRoom room={room()} onClose={() => setAsking(null)} onDeleted={props.onDeleted} />
        )}
      </Show>
    </>
  )
}

/** What the virtualiser gives of a place in it. */
type PlaceProps = {
  index: number
  ref: HTMLLIElement
  style: JSX.CSSProperties
  children: JSX.Element
}
