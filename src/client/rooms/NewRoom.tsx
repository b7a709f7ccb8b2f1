import { createEffect, createSignal, Show } from "solid-js"
import { ROOM_NAME_CHARS_MAX } from "../../shared/limits.ts"
import { useChat } from "../chat.ts"
import { inWords, problemOf } from "../problem.ts"
import type { Room } from "../sdk/index.ts"
import { nameProblem } from "../ui/name-problem.ts"
import { isTouch } from "../ui/pointer.ts"
import { words } from "../words/words.ts"

export function NewRoom(props: { onCreated: (room: Room) => void }) {
  const { rooms, route } = useChat()
  const [name, setName] = createSignal("")
  const [problem, setProblem] = createSignal("")
  let field!: HTMLInputElement

  // Where there is nothing else to do yet.
  createEffect(() => {
    const isFirst = rooms.list()?.length === 0 && route.roomId() === null
    if (isFirst && document.activeElement === document.body && !isTouch()) field.focus()
  })

  async function create(event: SubmitEvent) {
    event.preventDefault()
    const wanted = name()
    setProblem(nameProblem(wanted, ROOM_NAME_CHARS_MAX))
    if (problem()) return field.focus()
    setName("")
    // Done with it, the writer goes on in the new room; a name begun meanwhile is left alone.
    field.blur()
    try {
      props.onCreated(await rooms.create(wanted.trim()))
    } catch (error) {
      setProblem(inWords(problemOf(error)))
      if (name() === "") setName(wanted)
      field.focus()
    }
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
