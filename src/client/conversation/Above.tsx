import { Match, Show, Switch } from "solid-js"
import type { Live } from "../room/state.ts"
import { words } from "../words/words.ts"

type AboveProps = { olderThan: Live["olderThan"]; isEmpty: boolean; roomName: string }

/** What stands above the messages: that there are more, or where it all began. */
export function Above(props: AboveProps) {
  return (
    <div class="messages-above">
      <Switch fallback={<p class="messages-older">{words().conversation.loadingOlder}</p>}>
        <Match when={props.olderThan === undefined}>
          <p class="messages-loading">{words().conversation.loading}</p>
        </Match>
        <Match when={props.olderThan === null}>
          <div class="beginning">
            <p class="beginning-title">
              {words().conversation.beginning(<bdi>{props.roomName}</bdi>)}
            </p>
            <Show when={props.isEmpty}>
              <p>{words().conversation.empty}</p>
            </Show>
          </div>
        </Match>
      </Switch>
    </div>
  )
}
