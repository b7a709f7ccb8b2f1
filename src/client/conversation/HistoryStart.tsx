import { Match, Show, Switch } from "solid-js"
import type { RoomState } from "../room/state.ts"
import { words } from "../words/words.ts"

type HistoryStartProps = { nextBefore: RoomState["nextBefore"]; isEmpty: boolean; roomName: string }

export function HistoryStart(props: HistoryStartProps) {
  return (
    <div class="messages-above">
      <Switch fallback={<p class="messages-older">{words().conversation.loadingOlder}</p>}>
        <Match when={props.nextBefore === undefined}>
          <p class="messages-loading">{words().conversation.loading}</p>
        </Match>
        <Match when={props.nextBefore === null}>
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
