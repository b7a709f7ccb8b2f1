/**
 * Keeps calls within what one frame may hold: the WebSocket link batches all calls of one tick, and after a reconnect all
 * unanswered ones. Calls beyond the bounds wait in a queue.
 */
import { TRPCClientError, type TRPCLink } from "@trpc/client"
import { observable } from "@trpc/server/observable"
import type { AppRouter } from "../../server/api/trpc/router.ts"
import { BATCH_CALLS_MAX, FRAME_BYTES_MAX } from "../../shared/limits.ts"

/** A call's id, path and brackets. */
const ENVELOPE_BYTES = 200
const utf8 = new TextEncoder()

/** `isClosed`: no new calls are accepted; `ended` aborts when no answer will come any more. */
type Life = { isClosed(): boolean; ended: AbortSignal }

/** Refuses calls after the end, and those larger than a frame. */
export function pacedLink({ isClosed, ended }: Life): TRPCLink<AppRouter> {
  return () => {
    const pace = createPace()
    return ({ op, next }) =>
      observable((observer) => {
        const refuse = (why: string) => observer.error(TRPCClientError.from(new Error(why)))
        const quit = () => refuse("the client was closed")
        const start = () => next(op).subscribe(observer)
        if (isClosed()) return quit()
        if (op.type === "subscription") return start()
        const size = utf8.encode(JSON.stringify(op.input ?? null)).length + ENVELOPE_BYTES
        if (size > FRAME_BYTES_MAX) return refuse("the call is larger than a frame may be")
        ended.addEventListener("abort", quit)
        const leave = pace.enter(size, start)
        return () => {
          ended.removeEventListener("abort", quit)
          leave()
        }
      })
  }
}

type Started = { unsubscribe(): void }
type Waiting = { size: number; begin: () => void }

function createPace() {
  const waiting: Waiting[] = []
  let [calls, bytes] = [0, 0]

  function admit() {
    const [first] = waiting
    if (!first || calls >= BATCH_CALLS_MAX || bytes + first.size > FRAME_BYTES_MAX) return
    waiting.shift()
    calls++
    bytes += first.size
    first.begin()
    admit()
  }

  return {
    /** Starts at once or in its turn. The returned function stops it and makes room for the next. */
    enter(size: number, start: () => Started) {
      let running: Started | undefined
      const entry = {
        size,
        begin() {
          running = start()
        },
      }
      waiting.push(entry)
      admit()
      return () => {
        const at = waiting.indexOf(entry)
        if (at !== -1) return void waiting.splice(at, 1)
        running?.unsubscribe()
        calls--
        bytes -= size
        admit()
      }
    },
  }
}
