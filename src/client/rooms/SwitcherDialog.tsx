import { createEffect, createMemo, createSignal, createUniqueId, For, on, Show } from "solid-js"
import { useChat } from "../chat/context.ts"
import { roomPath } from "../route.ts"
import { Dialog } from "../ui/Dialog.tsx"
import { stopWriting } from "../ui/focus.ts"
import { words } from "../words/words.ts"
import { type Choice, choicesFor } from "./switcher-matches.ts"
import "./switcher.css"

/** Ctrl/Cmd+K: a few letters and Enter lead to any room. */
export function SwitcherDialog(props: { onClose: () => void }) {
  const { rooms, route, unread } = useChat()
  const [sought, setSought] = createSignal("")
  const [active, setActive] = createSignal(0)
  const id = createUniqueId()
  const optionId = (index: number) => `${id}-${index}`
  let list!: HTMLDivElement

  // As it is when it opens: what is said meanwhile does not move the rooms under somebody's hands.
  const candidates = (rooms.list() ?? []).map(
    (room): Choice => ({
      id: room.id,
      name: room.name,
      unread: unread.countUnmuted(room),
      at: unread.activity.of(room.id)?.last?.timestamp ?? "",
    }),
  )
  const found = createMemo(() => choicesFor(sought(), candidates, route.roomId()))

  createEffect(
    on(active, (index) => list?.children[index]?.scrollIntoView({ block: "nearest" }), {
      defer: true,
    }),
  )

  function open(room: Choice | undefined) {
    if (!room) return
    props.onClose()
    if (room.id !== route.roomId()) stopWriting()
    route.go(roomPath(room.id))
  }

  function press(event: KeyboardEvent) {
    if (event.isComposing) return
    const { length } = found()
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    const step = steps[event.key]
    if (step !== undefined && length > 0) {
      event.preventDefault()
      setActive((index) => (index + step + length) % length)
    }
    if (event.key === "Enter") {
      event.preventDefault()
      open(found()[active()]?.room)
    }
  }

  return (
    <Dialog title={words().rooms.switch} onClose={props.onClose}>
      <input
        class="field"
        role="combobox"
        aria-label={words().rooms.switchTo}
        placeholder={words().rooms.switchTo}
        aria-expanded={found().length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={found().length > 0 ? optionId(active()) : undefined}
        autocomplete="off"
        autofocus
        spellcheck={false}
        dir="auto"
        onInput={(event) => {
          setSought(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={press}
      />
      <div ref={list} id={id} class="switcher-list" role="listbox" aria-label={words().rooms.title}>
        <For each={found()}>
          {({ room, parts }, index) => (
            <button
              type="button"
              tabindex="-1"
              id={optionId(index())}
              class="switcher-room"
              role="option"
              aria-selected={index() === active()}
              onPointerMove={() => setActive(index())}
              onClick={() => open(room)}
            >
              <bdi classList={{ unread: room.unread > 0 }}>
                <For each={parts}>
                  {(part, place) => (place() % 2 === 0 ? part : <mark>{part}</mark>)}
                </For>
              </bdi>
              <Show when={room.unread > 0}>
                <span class="room-count">{words().unread.count(room.unread)}</span>
              </Show>
            </button>
          )}
        </For>
      </div>
      <p class="switcher-none" role="status">
        <Show when={found().length === 0}>
          {candidates.length === 0 ? words().rooms.noneYet : words().rooms.noMatch}
        </Show>
      </p>
    </Dialog>
  )
}
