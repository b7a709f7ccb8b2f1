import { type Component, createSignal, onCleanup, onMount, Show } from "solid-js"
import { Dynamic } from "solid-js/web"
import { words } from "../words/words.ts"

type DialogPart = Component<{ onClose: () => void }>
type LazyDialogProps = { load: () => Promise<DialogPart>; onClose: () => void }

export function LazyDialog(props: LazyDialogProps) {
  const [part, setPart] = createSignal<DialogPart>()
  const [problem, setProblem] = createSignal("")
  let wanted = true
  onCleanup(() => {
    wanted = false
  })

  onMount(async () => {
    try {
      const loaded = await props.load()
      if (wanted) setPart(() => loaded)
    } catch {
      setProblem(words().problems.connectionLost)
    }
  })

  return (
    <>
      <Show when={problem()}>
        <p class="problem" role="alert">
          {problem()}
        </p>
      </Show>
      <Show when={part()}>
        <Dynamic component={part()} onClose={() => props.onClose()} />
      </Show>
    </>
  )
}
