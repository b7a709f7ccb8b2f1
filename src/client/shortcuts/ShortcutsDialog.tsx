import { For } from "solid-js"
import { Dialog } from "../ui/Dialog.tsx"
import { words } from "../words/words.ts"
import { isApple } from "./keys.ts"
import "./shortcuts.css"

/** What the keys are called: on Apple's keyboards they bear signs. */
const signs: Record<string, string> = isApple()
  ? { Ctrl: "⌘", Alt: "⌥", Shift: "⇧", Enter: "↩", Esc: "esc" }
  : {}

export function ShortcutsDialog(props: { onClose: () => void }) {
  const said = () => words().shortcuts

  const groups = () => [
    {
      title: said().goingAround,
      keys: [
        [said().switchRoom, "Ctrl K"],
        [words().finding.title, "Ctrl F"],
        [said().previous, "Alt ↑"],
        [said().next, "Alt ↓"],
        [said().previousUnread, "Alt Shift ↑"],
        [said().nextUnread, "Alt Shift ↓"],
        [said().latest, "Esc"],
        [said().thisList, "Ctrl /"],
      ],
    },
    {
      title: said().writing,
      keys: [
        [said().send, "Enter"],
        [said().newLine, "Shift Enter"],
      ],
    },
  ]

  return (
    <Dialog title={said().title} onClose={props.onClose}>
      <For each={groups()}>
        {(group) => (
          <section class="shortcuts">
            <h2>{group.title}</h2>
            <dl>
              <For each={group.keys}>
                {([what, keys = ""]) => (
                  <div>
                    <dt>{what}</dt>
                    <dd>
                      <For each={keys.split(" ")}>
                        {(key) => <kbd>{signs[key] ?? said().keyNames[key] ?? key}</kbd>}
                      </For>
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
