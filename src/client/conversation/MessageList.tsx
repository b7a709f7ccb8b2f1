import { createMemo, type JSX, Show } from "solid-js"
import { useChat } from "../chat/context.ts"
import { newestSeq } from "../room/entries.ts"
import { createMarkRead } from "../unread/mark-read.ts"
import { words } from "../words/words.ts"
import { Announcer } from "./Announcer.tsx"
import type { Conversation } from "./conversation.ts"
import { HistoryStart } from "./HistoryStart.tsx"
import { createInitialScroll } from "./initial-scroll.ts"
import { JumpToLatest } from "./JumpToLatest.tsx"
import { MessageRows } from "./MessageRows.tsx"
import { nextRows, noRows, type Rows, visibleEntries } from "./rows.ts"
import type { ScrollController } from "./scroll-controller.ts"
import { TopDay } from "./TopDay.tsx"
import { createUnseenCount } from "./unseen-count.ts"
import "./messages.css"

type MessageListProps = {
  conversation: Conversation
  controller: ScrollController
  roomName: string
  /** The `seq` of the message a search is at. */
  found: number | null
  onJump: () => void
  children: JSX.Element
}

export function MessageList(props: MessageListProps) {
  const state = () => props.conversation.state()
  const entries = createMemo(() => visibleEntries(state()))
  const rows = createMemo<Rows>((before) => nextRows(before, entries()), noRows())
  const { unreadAfter, unseen } = createReadingState(props, () => newestSeq(entries()))
  let scroller!: HTMLDivElement

  return (
    <div class="messages">
      {props.children}
      <Show when={props.conversation.isMessageUnknown()}>
        <p class="messages-notice" aria-live="polite">
          {words().conversation.unknownMessage}
        </p>
      </Show>
      <div class="messages-frame">
        <div
          ref={scroller}
          id="messages"
          class="messages-scroller"
          tabindex="0"
          role="log"
          aria-live="off"
          aria-label={words().conversation.messages}
          aria-busy={state().nextBefore === undefined}
          onKeyDown={moveBetweenRows}
        >
          <HistoryStart
            nextBefore={state().nextBefore}
            isEmpty={entries().length === 0}
            roomName={props.roomName}
          />
          <MessageRows
            conversation={props.conversation}
            controller={props.controller}
            rows={rows()}
            unreadAfter={unreadAfter()}
            found={props.found}
            scroller={scroller}
          />
          <Show when={state().nextAfter !== null}>
            <p class="messages-older">{words().conversation.loadingNewer}</p>
          </Show>
        </div>
        <TopDay entries={entries()} topRow={props.controller.topRow()} />
        <Show when={!props.controller.pinned()}>
          <JumpToLatest unseen={unseen()} onJump={props.onJump} />
        </Show>
      </div>
      <Announcer newMessages={props.conversation.newMessages} />
    </div>
  )
}

type ReadingProps = Pick<MessageListProps, "conversation" | "controller">

/** Where the room is opened, and from there on what is read and what is not yet seen. */
function createReadingState(props: ReadingProps, newest: () => number) {
  const { route, unread } = useChat()
  const { conversation, controller } = props
  const { state, roomId } = conversation
  const { unreadAfter, isPositioned } = createInitialScroll({
    ...{ conversation, controller, unread },
    messageId: route.messageId,
  })
  const atNewest = createMemo(
    () => isPositioned() && controller.pinned() && state().nextAfter === null,
  )
  createMarkRead(unread, { roomId, newestSeq: newest, atBottom: atNewest })
  const unseen = createUnseenCount({ state, atNewest, isPositioned, readBefore: unreadAfter })
  return { unreadAfter, unseen }
}

/** Tab focuses the last message, the arrow keys lead to the others. */
function moveBetweenRows(event: KeyboardEvent) {
  const step = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" } as const
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return
  if (!(event.target instanceof Element) || !event.target.matches(".message-link")) return
  const next = event.target.closest("li")?.[step[event.key]]
  next?.querySelector<HTMLElement>(".message-link")?.focus()
  event.preventDefault()
}
