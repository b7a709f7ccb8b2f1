import { createSignal, Show } from "solid-js"
import { useChat } from "../chat.ts"
import { inWords } from "../problem.ts"
import type { Room } from "../sdk/index.ts"
import { Dialog } from "../ui/Dialog.tsx"

export function DeleteRoom(props: { room: Room; onClose: () => void }) {
  const { rooms, route } = useChat()
  const [problem, setProblem] = createSignal("")
  const [busy, setBusy] = createSignal(false)

  async function confirm() {
    const { id } = props.room
    setBusy(true)
    try {
      await rooms.delete(id)
      if (route.roomId() === id) route.go("/")
    } catch (error) {
      setProblem(inWords(error))
      setBusy(false)
    }
  }

  return (
    <Dialog title={`Delete “${props.room.name}”?`} onClose={props.onClose}>
      <p>The room and all its messages go away, for everyone. This cannot be undone.</p>
      <Show when={problem()}>
        <p class="problem" role="alert">
          {problem()}
        </p>
      </Show>
      <div class="dialog-actions">
        <button type="button" class="button" autofocus onClick={() => props.onClose()}>
          Cancel
        </button>
        <button type="button" class="button danger" disabled={busy()} onClick={confirm}>
          Delete
        </button>
      </div>
    </Dialog>
  )
}
