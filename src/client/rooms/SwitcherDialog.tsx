import { createEffect, createUniqueId, For, on, Show } from "solid-js"
import { Dialog } from "../ui/Dialog.tsx"
import { words } from "../words/words.ts"
import { createSwitcher } from "./switcher.ts"
import type { Found } from "./switcher-matches.ts"
import "./switcher.css"

/** Ctrl/Cmd+K: a few letters and Enter lead to any room. */
export function SwitcherDialog(props: { onClose: () => void }) {
  const { found, active, setActive, ...switcher } = createSwitcher(() => props.onClose())
  const id = createUniqueId()
  const optionId = (index: number) => `${id}-${index}`
  let list!: HTMLDivElement

  createEffect(
    on(active, (index) => list?.children[index]?.scrollIntoView({ block: "nearest" }), {
      defer: true,
    }),
  )

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
        onInput={(event) => switcher.search(event.currentTarget.value)}
        onKeyDown={switcher.press}
      />
      <div ref={list} id={id} class="switcher-list" role="listbox" aria-label={words().rooms.title}>
        <For each={found()}>
          {(option, index) => (
            <SwitcherOption
              id={optionId(index())}
              found={option}
              selected={index() === active()}
              onPointerMove={() => setActive(index())}
              onOpen={() => switcher.open(option.room)}
            />
          )}
        </For>
      </div>
      <p class="switcher-none" role="status">
        <Show when={found().length === 0}>
          {switcher.hasRooms ? words().rooms.noMatch : words().rooms.noneYet}
        </Show>
      </p>
    </Dialog>
  )
}

type SwitcherOptionProps = {
  id: string
  found: Found
  selected: boolean
  onPointerMove: () => void
  onOpen: () => void
}

function SwitcherOption(props: SwitcherOptionProps) {
  const unread = () => props.found.room.unread
  return (
    <button
      type="button"
      tabindex="-1"
      id={props.id}
      class="switcher-room"
      role="option"
      aria-selected={props.selected}
      onPointerMove={() => props.onPointerMove()}
      onClick={() => props.onOpen()}
    >
      <bdi classList={{ unread: unread() > 0 }}>
        <For each={props.found.parts}>
          {(part, index) => (index() % 2 === 0 ? part : <mark>{part}</mark>)}
        </For>
      </bdi>
      <Show when={unread() > 0}>
        <span class="room-count">{words().unread.count(unread())}</span>
      </Show>
    </button>
  )
}
