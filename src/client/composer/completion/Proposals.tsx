import { For, Show } from "solid-js"
import { words } from "../../words/words.ts"
import type { Completion } from "./completion.ts"
import "./completion.css"

export const proposalId = (listId: string, index: number) => `${listId}-${index}`

/** The field keeps the focus and refers to what is chosen here. */
export function Proposals(props: { id: string; completion: Completion }) {
  return (
    <Show when={props.completion.proposals().length > 0}>
      <div id={props.id} class="proposals" role="listbox" aria-label={words().composer.proposals}>
        <For each={props.completion.proposals()}>
          {(proposal, index) => (
            <div
              id={proposalId(props.id, index())}
              class="proposal"
              role="option"
              tabIndex={-1}
              aria-selected={props.completion.chosen() === index()}
              onPointerDown={(event) => {
                event.preventDefault()
                props.completion.choose(index())
              }}
            >
              <span class="proposal-sign" aria-hidden="true">
                {proposal.sign}
              </span>
              <bdi>{proposal.name}</bdi>
            </div>
          )}
        </For>
      </div>
    </Show>
  )
}
