import { createSignal, Show } from "solid-js"
import { useChat } from "../chat/context.ts"
import { inWords, type Problem, problemOf } from "../problem.ts"
import type { Room } from "../sdk/index.ts"
import { Dialog } from "../ui/Dialog.tsx"
import { words } from "../words/words.ts"

type DeleteRoomProps = { room: Room; onClose: () => void; onDeleted: () => void }

export function DeleteRoom(props: DeleteRoomProps) {
  const { rooms, route } = useChat()
  const [problem, setProblem] = createSignal<Problem | null>(null)
  const [busy, setBusy] = createSignal(false)

  async function confirm() {
    // Deleting the room removes this dialog and its props.
    const { room, onDeleted } = props
    setBusy(true)
    try {
      await rooms.delete(room.id)
      if (route.roomId() === room.id) route.go("/")
      onDeleted()
    } catch (error) {
      setProblem(problemOf(error))
      setBusy(false)
    }
  }

  return (
    <Dialog title={words().rooms.deleteQuestion(props.room.name)} onClose={props.onClose}>
      <p>{words().rooms.deleteWarning}</p>
      <Show when={problem()}>
        <p class="problem" role="alert">
          {inWords(problem())}
        </p>
      </Show>
      <div class="dialog-actions">
        <button type="button" class="button" autofocus onClick={() => props.onClose()}>
          {words().rooms.cancel}
        </button>
        <button type="button" class="button danger" disabled={busy()} onClick={confirm}>
          {words().rooms.delete}
        </button>
      </div>
    </Dialog>
  )
}
