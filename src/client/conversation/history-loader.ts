/** How the parts of a room's history come: the newest, those around a message, and on from there in both directions. */
import type { Accessor } from "solid-js"
import type { Api } from "../api.ts"
import type { Live, LiveEvent } from "../room/state.ts"

const RELOAD_MS = 2_000
/** Fewer for what is looked at first, more for what is scrolled through. */
const AROUND_MESSAGES = 50
const ON_MESSAGES = 100

type LoadingParts = {
  client: Api["client"]
  roomId: number
  live: Accessor<Live>
  apply: (event: LiveEvent) => void
  /** Null: it works again. */
  tell: (problem: unknown) => void
}

export function createLoading({ client, roomId, live, apply, tell }: LoadingParts) {
  let loads = 0
  const goingOn = new Set<"older" | "newer">()

  const ask = (page: { before?: number; after?: number; limit?: number }) =>
    client.messages.history.query({ roomId, ...page })

  /** Only the answer to the last question counts: an earlier one may lack what was told since. */
  async function replace(find: () => Promise<LiveEvent | null>): Promise<boolean> {
    const load = ++loads
    try {
      const found = await find()
      if (load !== loads) return true
      tell(null)
      if (found) apply(found)
      return found !== null
    } catch (error) {
      if (load !== loads) return true
      tell(error)
      if (live().deleted) return true
      await new Promise((due) => setTimeout(due, RELOAD_MS))
      return load === loads ? replace(find) : true
    }
  }

  async function goOn(way: "older" | "newer", find: () => Promise<LiveEvent>) {
    if (goingOn.has(way)) return
    goingOn.add(way)
    const load = loads
    try {
      const page = await find()
      if (load === loads) apply(page)
      tell(null)
    } catch (error) {
      tell(error)
    } finally {
      goingOn.delete(way)
    }
  }

  return {
    newest: () => replace(async () => ({ type: "history", ...(await ask({})) })),

    /** False when there is no such message in the room. */
    around: (messageId: number) =>
      replace(async () => {
        const [until, from] = await Promise.all([
          ask({ before: messageId + 1, limit: AROUND_MESSAGES }),
          ask({ after: messageId, limit: AROUND_MESSAGES }),
        ])
        if (until.messages.at(-1)?.id !== messageId) return null
        const messages = [...until.messages, ...from.messages]
        return { ...until, type: "around", messages, nextAfter: from.nextAfter }
      }),

    async older(limit = ON_MESSAGES) {
      const before = live().olderThan
      if (before === null || before === undefined) return
      await goOn("older", async () => ({
        ...(await ask({ before, limit })),
        type: "older",
        before,
      }))
    },

    async newer() {
      const after = live().newerThan
      if (after === null) return
      await goOn("newer", async () => ({
        ...(await ask({ after, limit: ON_MESSAGES })),
        type: "newer",
        after,
      }))
    },

    /** What is on its way counts no more: it may lack what happened while nobody listened. */
    cancel() {
      loads++
    },
  }
}
