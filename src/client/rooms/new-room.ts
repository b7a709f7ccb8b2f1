import { createSignal } from "solid-js"
import { ROOM_NAME_CHARS_MAX } from "../../shared/limits.ts"
import { useChat } from "../chat/context.ts"
import { inWords, problemOf } from "../problem.ts"
import type { Room } from "../sdk/index.ts"
import { isWriting } from "../ui/focus.ts"
import { nameProblem } from "../ui/name-problem.ts"

type NewRoomForm = { field: () => HTMLInputElement; onCreated: (room: Room) => void }

export function createNewRoom({ field, onCreated }: NewRoomForm) {
  const { rooms, route } = useChat()
  const [name, setName] = createSignal("")
  const [problem, setProblem] = createSignal("")
  const [busy, setBusy] = createSignal(false)

  const isElsewhere = () => isWriting() && document.activeElement !== field()

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (busy()) return
    setProblem(nameProblem(name(), ROOM_NAME_CHARS_MAX))
    if (problem()) return field().focus()
    // So that the new room may take the focus.
    field().blur()
    setBusy(true)
    try {
      await create()
    } catch (error) {
      setProblem(inWords(problemOf(error)))
      if (!isElsewhere()) field().focus()
    }
    setBusy(false)
  }

  /** The new room does not open over another room or field that was turned to meanwhile. */
  async function create() {
    const from = route.roomId()
    const room = await rooms.create(name().trim())
    setName("")
    if (route.roomId() === from && !isElsewhere()) onCreated(room)
  }

  return {
    name,
    problem,
    busy,
    submit,
    write(text: string) {
      setName(text)
      setProblem("")
    },
  }
}
