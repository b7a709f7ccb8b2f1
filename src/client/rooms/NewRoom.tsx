import { createSignal, Show } from "solid-js"
import { ROOM_NAME_CHARS_MAX } from "../../shared/limits.ts"
import { useChat } from "../chat.ts"
import { inWords } from "../problem.ts"
import type { Room } from "../sdk/index.ts"
import { nameProblem } from "../ui/name-problem.ts"

export function NewRoom(props: { onCreated: (room: Room) => void }) {
  const { rooms } = useChat()
  const [name, setName] = createSignal("")
  const [problem, setProblem] = createSignal("")
  const [busy, setBusy] = createSignal(false)
  let field!: HTMLInputElement

  async function create(event: SubmitEvent) {
    event.preventDefault()
    if (busy()) return
    setProblem(nameProblem(name(), ROOM_NAME_CHARS_MAX))
    if (problem()) return field.focus()
    setBusy(true)
    try {
      const room = await rooms.create(name().trim())
      setName("")
      props.onCreated(room)
    } catch (error) {
      setProblem(inWords(error))
      field.focus()
    }
    setBusy(false)
  }

  return (
    <form class="new-room" onSubmit={create} novalidate>
      <input
        ref={field}
        class="field"
        aria-label="Room name"
        placeholder="Room name"
        value={name()}
        dir="auto"
        autocomplete="off"
        aria-invalid={problem() !== ""}
        onInput={(event) => {
          setName(event.currentTarget.value)
          setProblem("")
        }}
      />
      <button type="submit" class="button" aria-disabled={busy()}>
        Create Room
      </button>
      <Show when={problem()}>
        <p class="problem" role="alert">
          {problem()}
        </p>
      </Show>
    </form>
  )
}
