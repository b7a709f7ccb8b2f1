import { createMemo, For } from "solid-js"
import { inWords } from "../problem.ts"
import type { Entry } from "../room/state.ts"
import { words } from "../words/words.ts"

type UnsentProps = { entries: Entry[]; onDiscard: (clientId: string) => void }

/** Refused messages of a deleted room: their author may still want the text. */
export function Unsent(props: UnsentProps) {
  const unsent = createMemo(() => props.entries.filter(({ state }) => state === "refused"))
  return (
    <ul class="conversation-foot unsent">
      <For each={unsent()}>
        {({ content, why, clientId }) => (
          <li>
            <p class="message-text" dir="auto">
              {content}
            </p>
            <p class="message-refused">
              {words().conversation.notSent(inWords(why))}
              <button
                type="button"
                class="button small quiet"
                onClick={() => clientId !== null && props.onDiscard(clientId)}
              >
                {words().conversation.discard}
              </button>
            </p>
          </li>
        )}
      </For>
    </ul>
  )
}
