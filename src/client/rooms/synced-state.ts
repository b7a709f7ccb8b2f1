/**
 * What is read from the server once and then told as it changes. It is read anew whenever listening begins, because
 * what happened before was not told; what is told while it is read counts on top of it.
 */
import { createSignal, onCleanup } from "solid-js"
import { inWords, type Problem, problemOf } from "../problem.ts"
import { keepSubscribed, type Subscription } from "../subscription.ts"
import { createBursts } from "./event-batches.ts"

const REREAD_MS = 2_000

type Followed<State, Event> = {
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

/** For as long as the caller's scope lives. */
export function createFollowed<State, Event>(source: Followed<State, Event>) {
  const [state, setState] = createSignal<State>()
  const [problem, setProblem] = createSignal<Problem | null>(null)
  let meanwhile: Event[] | undefined
  let reads = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  const bursts = createBursts(apply)
  onCleanup(() => {
    reads++
    clearTimeout(retry)
  })

  function apply(events: Event[]) {
    const known = state()
    if (known !== undefined) setState(() => source.apply(known, events))
  }

  function hear(event: Event) {
    meanwhile?.push(event)
    bursts.add(event)
  }

  async function read() {
    const mine = ++reads
    const heard: Event[] = []
    clearTimeout(retry)
    meanwhile = heard
    try {
      const found = await source.read()
      if (mine !== reads) return
      meanwhile = undefined
      setProblem(null)
      bursts.forget()
      setState(() => found)
      if (heard.length > 0) apply(heard)
    } catch (error) {
      if (mine !== reads) return
      setProblem(problemOf(error))
      retry = setTimeout(read, REREAD_MS)
    }
  }

  keepSubscribed((again) =>
    source.subscribe({
      onStarted: () => void read(),
      onData: hear,
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
    /** What was done here is known at once. */
    note(event: Event) {
      hear(event)
      bursts.flush()
    },
    /** What an earlier visit saw, for as long as there is nothing better. */
    remember(found: State) {
      if (state() === undefined) setState(() => found)
    },
  }
}
