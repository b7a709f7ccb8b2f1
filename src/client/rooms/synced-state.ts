/**
 * State read from the server and kept up to date by events. It is read again whenever a subscription starts, because
 * events before it were missed; events that arrive while it is read are applied on top. It lasts as long as the scope.
 */
import { createSignal } from "solid-js"
import { inWords, type Problem, problemOf } from "../problem.ts"
import { keepSubscribed, type Subscription } from "../subscription.ts"
import { createEventBatches } from "./event-batches.ts"
import { createLatestRead } from "./latest-read.ts"

type StateSource<State, Event> = {
  subscribe: (handlers: Handlers<Event>) => Subscription
  read: () => Promise<State>
  apply: (state: State, events: Event[]) => State
}

type Handlers<Event> = {
  onStarted: () => void
  onData: (event: Event) => void
  onComplete: () => void
  onError: (error: unknown) => void
}

export function createSyncedState<State, Event>(source: StateSource<State, Event>) {
  const [state, setState] = createSignal<State>()
  const [problem, setProblem] = createSignal<Problem | null>(null)
  let duringRead: Event[] | undefined
  const batches = createEventBatches(apply)

  function apply(events: Event[]) {
    const known = state()
    if (known !== undefined) setState(() => source.apply(known, events))
  }

  function accept(event: Event) {
    duringRead?.push(event)
    batches.add(event)
  }

  const read = createLatestRead(source.read, {
    onStarted() {
      const accepted: Event[] = []
      duringRead = accepted
      return (found) => {
        duringRead = undefined
        setProblem(null)
        batches.clear()
        setState(() => found)
        if (accepted.length > 0) apply(accepted)
      }
    },
    onFailed: (error) => setProblem(problemOf(error)),
  })

  keepSubscribed((again) =>
    source.subscribe({
      onStarted: () => void read(),
      onData: accept,
      onComplete: again,
      onError(error) {
        setProblem(problemOf(error))
        again()
      },
    }),
  )

  return {
    /** Undefined until it was read. */
    state,
    /** Why it could not be read, in words; empty when it could. */
    problem: () => inWords(problem()),
    /** Applies an event of this client's own doing at once. */
    applyNow(event: Event) {
      accept(event)
      batches.flush()
    },
    /** From an earlier visit; ignored once there is something newer. */
    restore(found: State) {
      if (state() === undefined) setState(() => found)
    },
  }
}
