import { createMemo, createSignal, type JSX, Show } from "solid-js"
import { Virtualizer, type VirtualizerHandle } from "virtua/solid"
import { useChat } from "../chat/context.ts"
import type { Room } from "../sdk/index.ts"
import { settings } from "../settings/settings.ts"
import { LazyDialog } from "../ui/LazyDialog.tsx"
import { words } from "../words/words.ts"
import { createListFocus } from "./list-focus.ts"
import { createListScroll, placeOf } from "./list-scroll.ts"
import { RoomItem } from "./RoomItem.tsx"

/** How far out of view rooms are drawn, so that fast scrolling shows no gaps. */
const OVERSCAN_PX = 600

type RoomsListProps = { rooms: Room[]; sought: string; onDeleted: () => void }

/** A virtual list: of ten thousand rooms it draws those in view or near it, and the focused one. */
export function RoomsList(props: RoomsListProps) {
  const { rooms, route } = useChat()
  const [handle, setHandle] = createSignal<VirtualizerHandle>()
  const [deleting, setDeleting] = createSignal<number | null>(null)
  let scroller!: HTMLDivElement

  const scroll = createListScroll({
    ...{ rooms: () => props.rooms, sought: () => props.sought },
    ...{ current: route.roomId, scroller: () => scroller, handle },
  })
  const focus = createListFocus({ rooms: () => props.rooms, current: route.roomId, scroll })
  const kept = createMemo(() =>
    [...focus.kept(), placeOf(props.rooms, deleting())].filter((place) => place >= 0),
  )

  const ListItem = (item: ListItemProps) => (
    <li
      ref={item.ref}
      style={item.style}
      aria-posinset={item.index + 1}
      aria-setsize={props.rooms.length}
    >
      {item.children}
    </li>
  )

  // Loaded before it is wanted, but after the first screen: without a connection it could not be.
  void rooms.listed.then(importDeleteRoom).catch(() => undefined)

  const loadDeleteRoom = async (room: Room) => {
    const { DeleteRoom } = await importDeleteRoom()
    return (dialog: { onClose: () => void }) => (
      <DeleteRoom room={room} onClose={dialog.onClose} onDeleted={props.onDeleted} />
    )
  }

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the links in it */}
      <div ref={scroller} class="rooms-list" onKeyDown={focus.press}>
        <Show when={props.rooms.length === 0 && props.sought !== ""}>
          <p class="rooms-no-match">{words().rooms.noMatch}</p>
        </Show>
        {/* Keyed, because the virtualiser measures its first rows once: another density is another list. */}
        <Show when={props.rooms.length > 0 && settings.density.chosen()} keyed>
          <Virtualizer
            ref={setHandle}
            as="ul"
            item={ListItem}
            data={props.rooms}
            bufferSize={OVERSCAN_PX}
            keepMounted={kept()}
            scrollRef={scroller}
            onScroll={() => queueMicrotask(focus.restore)}
            onResize={focus.restore}
          >
            {(room) => (
              <RoomItem
                room={room}
                onFocusIn={(event) => focus.onFocusIn(event, room.id)}
                onFocusOut={focus.onFocusOut}
                onDelete={() => setDeleting(room.id)}
              />
            )}
          </Virtualizer>
        </Show>
      </div>
      <Show when={rooms.find(deleting())}>
        {(room) => (
          <LazyDialog load={() => loadDeleteRoom(room())} onClose={() => setDeleting(null)} />
        )}
      </Show>
    </>
  )
}

const importDeleteRoom = () => import("./DeleteRoom.tsx")

type ListItemProps = {
  index: number
  ref: HTMLLIElement
  style: JSX.CSSProperties
  children: JSX.Element
}
