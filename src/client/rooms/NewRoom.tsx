import { createEffect, Show } from "solid-js"
import { useChat } from "../chat/context.ts"

import type { Room } from "../sdk/index.ts"
import { isTouch } from "../ui/pointer.ts"
import { words } from "../words/words.ts"
import { createNewRoom } from "./new-room.ts"

export function NewRoom(props: { onCreated: (room: Room) => void }) {
  const { rooms, route } = useChat()
  let field!: HTMLInputElement
  const { name, problem, busy, submit, write } = createNewRoom({
    field: () => field,
    onCreated: (room) => props.onCreated(room),
  })

  // Where there is nothing else to do yet.
  createEffect(() => {
    const isFirst = rooms.list()?.length === 0 && route.roomId() === null
    if (isFirst && document.activeElement === document.body && !isTouch()) field.focus()
  })

  return (
    <form class="new-room" onSubmit={submit} novalidate>
      <input
        ref={field}
        class="field"
        aria-label={words().rooms.name}
        placeholder={words().rooms.name}
        value={name()}
        dir="auto"
        autocomplete="off"
        aria-invalid={problem() !== ""}
        readonly={busy()}
        onInput={(event) => write(event.currentTarget.value)}
      />
      <button type="submit" class="button">
        {words().rooms.create}
      </button>
      <Show when={problem()}>
        <p class="problem" role="alert">
          {problem()}
        </p>
      </Show>
    </form>
  )
}
