import { createMemo, createSignal } from "solid-js"
import { useChat } from "../chat/context.ts"
import { roomPath } from "../route.ts"
import { stopWriting } from "../ui/focus.ts"
import { type Choice, choicesFor } from "./switcher-matches.ts"

/** The rooms that fit what is typed, and the one of them that Enter opens. */
export function createSwitcher(onOpen: () => void) {
  const { rooms, route, unread } = useChat()
  const [query, setQuery] = createSignal("")
  const [active, setActive] = createSignal(0)

  // A snapshot: new messages must not move the rooms under the reader's hands.
  const candidates = (rooms.list() ?? []).map(
    (room): Choice => ({
      id: room.id,
      name: room.name,
      unread: unread.countUnmuted(room),
      at: unread.activity.of(room.id)?.last?.timestamp ?? "",
    }),
  )
  const found = createMemo(() => choicesFor(query(), candidates, route.roomId()))

  function open(room: Choice | undefined) {
    if (!room) return
    onOpen()
    if (room.id !== route.roomId()) stopWriting()
    route.go(roomPath(room.id))
  }

  return {
    found,
    active,
    setActive,
    open,
    hasRooms: candidates.length > 0,

    search(text: string) {
      setQuery(text)
      setActive(0)
    },

    press(event: KeyboardEvent) {
      if (event.isComposing) return
      const { length } = found()
      const step = steps[event.key]
      if (step !== undefined && length > 0) {
        event.preventDefault()
        setActive((index) => (index + step + length) % length)
      }
      if (event.key === "Enter") {
        event.preventDefault()
        open(found()[active()]?.room)
      }
    },
  }
}

const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
