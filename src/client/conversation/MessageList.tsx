import { createMemo, For, Match, onMount, Show, Switch } from "solid-js"
import { type Entry, newestSeq } from "../live.ts"
import { Icon } from "../ui/Icon.tsx"
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
    props.conversation.send(text, clientId ?? undefined)
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
        aria-label="Messages"
        aria-busy={olderThan() === undefined}
      >
        <div ref={content} class="messages-content">
          <Switch fallback={<p class="messages-older">Loading older messages…</p>}>
            <Match when={olderThan() === undefined}>
              <p class="messages-loading">Loading messages…</p>
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
          Jump to latest
          <Show when={unreadCount() > 0}> ({unreadCount()})</Show>
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
      <p class="beginning-title">
        This is the beginning of <bdi>{props.roomName}</bdi>
      </p>
      <Show when={props.isEmpty}>
        <p>Nobody has said anything yet. Be the first.</p>
      </Show>
    </div>
  )
}
