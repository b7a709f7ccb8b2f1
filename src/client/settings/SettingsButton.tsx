import { createSignal, Show } from "solid-js"
import { LazyDialog } from "../ui/LazyDialog.tsx"
import { words } from "../words/words.ts"

const load = async () => (await import("./SettingsDialog.tsx")).SettingsDialog

export function SettingsButton() {
  const [asked, setAsked] = createSignal<object>()
  return (
    <>
      <button
        type="button"
        class="button quiet"
        aria-haspopup="dialog"
        onClick={() => setAsked({})}
      >
        {words().settings.title}
      </button>
      {/* Asked again, it is loaded again. */}
      <Show when={asked()} keyed>
        <LazyDialog load={load} onClose={() => setAsked()} />
      </Show>
    </>
  )
}
