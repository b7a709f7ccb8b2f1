import { createSignal, Show } from "solid-js"
import { Dynamic } from "solid-js/web"
import { words } from "../words/words.ts"
import type { SettingsDialog } from "./SettingsDialog.tsx"

/** Few open them on a visit, so they are loaded when somebody does. */
export function SettingsButton() {
  const [dialog, setDialog] = createSignal<typeof SettingsDialog>()
  const [problem, setProblem] = createSignal("")

  async function open() {
    try {
      const loaded = await import("./SettingsDialog.tsx")
      setProblem("")
      setDialog(() => loaded.SettingsDialog)
    } catch {
      setProblem(words().problems.connectionLost)
    }
  }

  return (
    <>
      <button type="button" class="button quiet" aria-haspopup="dialog" onClick={open}>
        {words().settings.title}
      </button>
      <Show when={problem()}>
        <p class="problem" role="alert">
          {problem()}
        </p>
      </Show>
      <Show when={dialog()}>
        <Dynamic component={dialog()} onClose={() => setDialog()} />
      </Show>
    </>
  )
}
