import { For } from "solid-js"
import { Dialog } from "../ui/Dialog.tsx"
import { words } from "../words/words.ts"
import { isApple } from "./keys.ts"
import "./shortcuts.css"

/** On Apple's keyboards keys bear signs. */
const signs: Record<string, string> = isApple()
  ? { Ctrl: "⌘", Alt: "⌥", Shift: "⇧", Enter: "↩", Esc: "esc" }
  : {}

export function ShortcutsDialog(props: { onClose: () => void }) {
  return (
    <Dialog title={words().shortcuts.title} onClose={props.onClose}>
      <For each={shortcutGroups()}>
        {({ title, shortcuts }) => (
          <section class="shortcuts">
            <h2>{title}</h2>
            <dl>
              <For each={shortcuts}>
                {([what, keys]) => (
                  <div>
                    <dt>{what}</dt>
                    <dd>
                      <Keys keys={keys.split(" ")} />
                    </dd>
                  </div>
                )}
              </For>
            </dl>
          </section>
        )}
      </For>
      <div class="dialog-actions">
        <button type="button" class="button" autofocus onClick={() => props.onClose()}>
          {words().settings.close}
        </button>
      </div>
    </Dialog>
  )
}

function Keys(props: { keys: string[] }) {
  return (
    <For each={props.keys}>
      {(key) => <kbd>{signs[key] ?? words().shortcuts.keyNames[key] ?? key}</kbd>}
    </For>
  )
}

type ShortcutGroup = { title: string; shortcuts: [what: string, keys: string][] }

function shortcutGroups(): ShortcutGroup[] {
  const { shortcuts, finding } = words()
  return [
    {
      title: shortcuts.goingAround,
      shortcuts: [
        [shortcuts.switchRoom, "Ctrl K"],
        [finding.title, "Ctrl F"],
        [shortcuts.previous, "Alt ↑"],
        [shortcuts.next, "Alt ↓"],
        [shortcuts.previousUnread, "Alt Shift ↑"],
        [shortcuts.nextUnread, "Alt Shift ↓"],
        [shortcuts.latest, "Esc"],
        [shortcuts.thisList, "Ctrl /"],
      ],
    },
    {
      title: shortcuts.writing,
      shortcuts: [
        [shortcuts.send, "Enter"],
        [shortcuts.newLine, "Shift Enter"],
      ],
    },
  ]
}
