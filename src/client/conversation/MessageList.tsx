import { createMemo, For, Match, onMount, Show, Switch } from "solid-js"
import { type Entry, newestSeq } from "../live.ts"
import { Icon } from "../ui/Icon.tsx"
import { words } from "../words/words.ts"
import type { Conversation } from "./conversation.ts"
import { MessageRow } from "./MessageRow.tsx"
import type { createReading } from "./reading.ts"
import { createRows } from "./rows.ts"
import "./messages.css"

type MessageListProps = {
  conversation: Conversation
  reading: ReturnType<typeof createReading>
  roomName: string
}

export function MessageList(props: MessageListProps) {
  const entries = createMemo(() => props.conversation.live().entries)
  const olderThan = createMemo(() => props.conversation.live().olderThan)
  const rows = createRows(entries)
  let scroller!: HTMLDivElement
  let content!: HTMLDivElement
  let list!: HTMLOListElement

  onMount(() => props.reading.watch({ scroller, content, entries: list }))

  const readUpTo = createMemo<number>(
    (before) => (props.reading.pinned() ? newestSeq(entries()) : before),
    0,
  )
  const unreadCount = createMemo(() =>
    props.reading.pinned() ? 0 : countAfter(entries(), readUpTo()),
  )

  /** The buttons of a refused message go with its refusal; the keyboard stays near. */
  function retry({ content: text, clientId }: Entry) {
    void props.conversation.send(text, clientId ?? undefined)
    scroller.focus()
  }

  function discard({ clientId }: Entry) {
    if (clientId !== null) props.conversation.discard(clientId)
    scroller.focus()
  }

  return (
    <div class="messages">
      <div
        ref={scroller}
        class="messages-scroller"
        tabindex="0"
        role="log"
        aria-label={words().conversation.messages}
        aria-busy={olderThan() === undefined}
      >
        <div ref={content} class="messages-content">
          <Switch fallback={<p class="messages-older">{words().conversation.loadingOlder}</p>}>
            <Match when={olderThan() === undefined}>
              <p class="messages-loading">{words().conversation.loading}</p>
            </Match>
            <Match when={olderThan() === null}>
              <Beginning roomName={props.roomName} isEmpty={entries().length === 0} />
            </Match>
          </Switch>
          <ol ref={list}>
            <For each={rows()}>
              {(row) => (
                <MessageRow
                  entry={row.entry()}
                  before={row.before()}
                  onRetry={() => retry(row.entry())}
                  onDiscard={() => discard(row.entry())}
                />
              )}
            </For>
          </ol>
        </div>
      </div>
      <Show when={!props.reading.pinned()}>
        <button type="button" class="button jump" onClick={() => props.reading.toLatest()}>
          <Icon name="down" />
          {unreadCount() > 0
            ? words().conversation.toLatestOf(unreadCount())
            : words().conversation.toLatest}
        </button>
      </Show>
    </div>
  )
}

/** Counts from the end: what is news is short, what was read may be long. */
function countAfter(entries: Entry[], seq: number) {
  const read = entries.findLastIndex((entry) => entry.seq <= seq)
  return entries.slice(read + 1).filter(({ state }) => state === "logged").length
}

function Beginning(props: { roomName: string; isEmpty: boolean }) {
  return (
    <div class="beginning">
      <p class="beginning-title">{words().conversation.beginning(<bdi>{props.roomName}</bdi>)}</p>
      <Show when={props.isEmpty}>
        <p>{words().conversation.empty}</p>
      </Show>
    </div>
  )
}
