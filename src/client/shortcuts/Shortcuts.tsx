import { Show } from "solid-js"
import { useChat } from "../chat/context.ts"
import { LazyDialog } from "../ui/LazyDialog.tsx"

const dialogs = {
  switch: async () => (await import("../rooms/SwitcherDialog.tsx")).SwitcherDialog,
  help: async () => (await import("./ShortcutsDialog.tsx")).ShortcutsDialog,
}

export function Shortcuts() {
  const { shortcuts } = useChat()
  return (
    <Show when={shortcuts.asked()} keyed>
      {({ dialog }) => <LazyDialog load={dialogs[dialog]} onClose={shortcuts.close} />}
    </Show>
  )
}
