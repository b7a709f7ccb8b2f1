import { createSignal } from "solid-js"
import type { Api } from "../api.ts"
import { codeOf, inWords, type Problem, problemOf } from "../problem.ts"
import { lowerBound } from "../room/entries.ts"
import { HistoryLoader } from "./history-loader.ts"
import type { RoomStore } from "./room-store.ts"

type RoomHistoryOptions = { client: Api["client"]; roomId: number; store: RoomStore }

export function createRoomHistory({ client, roomId, store }: RoomHistoryOptions) {
  const { state, apply } = store
  const [problem, setProblem] = createSignal<Problem | null>(null)
  const [isMessageUnknown, setMessageUnknown] = createSignal(false)
  const loader = new HistoryLoader({
    ...{ client, roomId, state, apply },
    report: (error) => (error === null ? setProblem(null) : fail(error)),
  })

  function fail(error: unknown) {
    if (codeOf(error) === "ROOM_NOT_FOUND") apply({ type: "room_deleted", roomId })
    else setProblem(problemOf(error))
  }

  return {
    loader,
    fail,
    /** What went wrong with the room as a whole, in words; empty when nothing did. */
    problem: () => inWords(problem()),
    isMessageUnknown,

    /** Loads the messages around this one unless it is here, or reports it as unknown. */
    async ensureLoaded(messageId: number) {
      setMessageUnknown(false)
      const { entries } = state()
      if (entries[lowerBound(entries, messageId, "id")]?.id === messageId) return
      if (await loader.around(messageId)) return
      setMessageUnknown(true)
      if (state().nextBefore === undefined) await loader.newest()
    },

    leave() {
      loader.cancel()
      setMessageUnknown(false)
    },
  }
}

export type RoomHistory = ReturnType<typeof createRoomHistory>
