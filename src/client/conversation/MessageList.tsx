import { createMemo, For, onMount, Show } from "solid-js"
import { type Entry, newestSeq } from "../live.ts"
import { Icon } from "../ui/Icon.tsx"
import type { Conversation } from "./conversation.ts"
import { MessageRow } from "./MessageRow.tsx"
import type { createReading } from "./reading.ts"
import "./messages.css"

type MessageListProps = {
  conversation: Conversation
  reading: ReturnType<typeof createReading>
  roomName: string
}

export function MessageList(props: MessageListProps) {
  const live = () => props.conversation.live
  const isLoading = () => live().olderThan === undefined
  let scroller!: HTMLDivElement
  let content!: HTMLDivElement
  let entries!: HTMLOListElement

  onMount(() => props.reading.watch({ scroller, content, entries }))

  const readUpTo = createMemo<number>(
    (before) => (props.reading.pinned() ? newestSeq(live().entries) : before),
    0,
  )
  const unreadCount = createMemo(() =>
    props.reading.pinned() ? 0 : countAfter(live().entries, readUpTo()),
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
        aria-busy={isLoading()}
      >
        <div ref={content} class="messages-content">
          <Show when={!isLoading()} fallback={<p class="messages-loading">Loading messages…</p>}>
            <Show
              when={live().olderThan === null}
              fallback={<p class="messages-older">Loading older messages…</p>}
            >
              <Beginning roomName={props.roomName} isEmpty={live().entries.length === 0} />
            </Show>
          </Show>
          <ol ref={entries} class="messages-list">
            <For each={live().entries}>
              {(entry, index) => (
                <MessageRow
                  entry={entry}
                  before={live().entries[index() - 1]}
                  onRetry={() => retry(entry)}
                  onDiscard={() => discard(entry)}
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
