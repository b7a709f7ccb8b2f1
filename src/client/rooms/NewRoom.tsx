import { createEffect, createSignal, Show } from "solid-js"
import { ROOM_NAME_CHARS_MAX } from "../../shared/limits.ts"
import { useChat } from "../chat/context.ts"
import { inWords, problemOf } from "../problem.ts"
import type { Room } from "../sdk/index.ts"
import { isWriting } from "../ui/focus.ts"
import { nameProblem } from "../ui/name-problem.ts"
import { isTouch } from "../ui/pointer.ts"
import { words } from "../words/words.ts"

export function NewRoom(props: { onCreated: (room: Room) => void }) {
  const { rooms, route } = useChat()
  const [name, setName] = createSignal("")
  const [problem, setProblem] = createSignal("")
  const [busy, setBusy] = createSignal(false)
  let field!: HTMLInputElement

  // Where there is nothing else to do yet.
  createEffect(() => {
    const isFirst = rooms.list()?.length === 0 && route.roomId() === null
    if (isFirst && document.activeElement === document.body && !isTouch()) field.focus()
  })

  const isElsewhere = () => isWriting() && document.activeElement !== field

  async function create(event: SubmitEvent) {
    event.preventDefault()
    if (busy()) return
    setProblem(nameProblem(name(), ROOM_NAME_CHARS_MAX))
    if (problem()) return field.focus()
    // Done with it, the writer goes on in the new room.
    field.blur()
    setBusy(true)
    try {
      await makeRoom()
    } catch (error) {
      setProblem(inWords(problemOf(error)))
      if (!isElsewhere()) field.focus()
    }
    setBusy(false)
  }

  /** Whoever has turned to something else meanwhile is left there. */
  async function makeRoom() {
    const from = route.roomId()
    const room = await rooms.create(name().trim())
    setName("")
    if (route.roomId() === from && !isElsewhere()) props.onCreated(room)
  }

  return (
    <form class="new-room" onSubmit={create} novalidate>
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
        onInput={(event) => {
          setName(event.currentTarget.value)
          setProblem("")
        }}
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
