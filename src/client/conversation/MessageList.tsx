import { createEffect, createMemo, createSignal, type JSX, on, onMount, Show } from "solid-js"
import { Virtualizer, type VirtualizerHandle } from "virtua/solid"
import { useChat } from "../chat/chat.ts"
import { newestSeq } from "../room/entries.ts"
import type { Entry } from "../room/state.ts"
import { createFocusKeeping } from "../ui/focus-keeping.ts"
import { createSeeing } from "../unread/mark-read.ts"
import { words } from "../words/words.ts"
import { Above } from "./Above.tsx"
import { Announcer } from "./Announcer.tsx"
import type { Conversation } from "./conversation.ts"
import { createEntering } from "./initial-scroll.ts"
import { JumpToLatest } from "./JumpToLatest.tsx"
import { createStaying } from "./keep-mounted.ts"
import { MessageRow } from "./MessageRow.tsx"
import { createBeyond } from "./overscan.ts"
import { createRow, nextRows, noRows, type Row, type Rows, shownOf } from "./rows.ts"
import type { Reading } from "./scroll-controller.ts"
import { TopDay } from "./TopDay.tsx"
import { createNews } from "./unseen-count.ts"
import "./messages.css"

type MessageListProps = {
  conversation: Conversation
  reading: Reading
  roomName: string
  /** The `seq` of the message a search has come to. */
  found: number | null
  onJump: () => void
  /** What stands above the messages, and never scrolls away. */
  children: JSX.Element
}

export function MessageList(props: MessageListProps) {
  const { route, unread } = useChat()
  const { roomId } = props.conversation
  const live = () => props.conversation.live()
  const entries = createMemo(() => shownOf(live()))
  const rows = createMemo<Rows>((before) => nextRows(before, entries()), noRows())
  const [handle, setHandle] = createSignal<VirtualizerHandle>()
  const beyond = createBeyond()
  const focus = createFocusKeeping<string>(".message-row")
  const staying = createStaying({
    ...{ rows, handle, focused: focus.key, above: beyond.pixels },
    atEnd: props.reading.pinned,
  })
  let scroller!: HTMLDivElement
  let box!: HTMLDivElement

  const { newsAfter, entered } = createEntering({
    conversation: props.conversation,
    reading: props.reading,
    unread,
    messageId: route.messageId,
  })
  const atNewest = createMemo(
    () => entered() && props.reading.pinned() && live().newerThan === null,
  )
  const news = createNews({ live, atNewest, entered, readBefore: newsAfter })
  createSeeing(unread, { roomId, newest: () => newestSeq(entries()), atBottom: atNewest })

  onMount(() => {
    props.reading.watch({ scroller, box, handle })
    beyond.watch(scroller)
  })
  // After the virtualiser has drawn them.
  createEffect(on([rows, newsAfter], () => queueMicrotask(settle)))

  function settle() {
    props.reading.stay()
    focus.restore()
  }

  /** The buttons of a refused message go with its refusal; the keyboard stays near. */
  function retry({ content: text, clientId }: Entry) {
    void props.conversation.send(text, clientId ?? undefined)
    scroller.focus()
  }

  function discard({ clientId }: Entry) {
    if (clientId !== null) props.conversation.discard(clientId)
    scroller.focus()
  }

  const isAskedFor = ({ id, seq }: Entry) => id === route.messageId() || seq === props.found

  function beginsNews({ entry, before }: Row) {
    const read = newsAfter()
    return read !== undefined && entry.seq > read && (before?.seq ?? 0) <= read
  }

  return (
    <div class="messages">
      {props.children}
      <Show when={props.conversation.unknown()}>
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
          aria-busy={live().olderThan === undefined}
          onKeyDown={moveBetweenRows}
        >
          <Above
            olderThan={live().olderThan}
            isEmpty={entries().length === 0}
            roomName={props.roomName}
          />
          {/* Not there before it has anything to show: browsers take what grows over the screen for a jump. */}
          <div ref={box} class="messages-box" hidden={entries().length === 0}>
            <Virtualizer
              ref={setHandle}
              as="ol"
              item="li"
              data={rows().keys}
              shift={rows().grewUpwards}
              bufferSize={beyond.pixels()}
              keepMounted={staying()}
              scrollRef={scroller}
              startMargin={props.reading.above()}
              onScroll={() => queueMicrotask(focus.restore)}
              onResize={settle}
              onScrollEnd={() => {
                beyond.onScrollEnd()
                settle()
              }}
            >
              {(key, index) => {
                const row = createRow(rows, key, index)
                return (
                  <div
                    class="message-row"
                    onFocusIn={(event) => focus.onFocusIn(event, key)}
                    onFocusOut={focus.onFocusOut}
                  >
                    <MessageRow
                      row={row()}
                      roomId={roomId}
                      beginsNews={beginsNews(row())}
                      isAskedFor={isAskedFor(row().entry)}
                      isLast={index() === rows().keys.length - 1}
                      inPassing={beyond.flying()}
                      onRetry={() => retry(row().entry)}
                      onDiscard={() => discard(row().entry)}
                    />
                  </div>
                )
              }}
            </Virtualizer>
          </div>
          <Show when={live().newerThan !== null}>
            <p class="messages-older">{words().conversation.loadingNewer}</p>
          </Show>
        </div>
        <TopDay entries={entries()} topmost={props.reading.topmost()} />
        <Show when={!props.reading.pinned()}>
          <JumpToLatest news={news()} onJump={props.onJump} />
        </Show>
      </div>
      <Announcer told={props.conversation.told} />
    </div>
  )
}

/** The keyboard comes to the last message, and from there with the arrow keys to the others. */
function moveBetweenRows(event: KeyboardEvent) {
  const step = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" } as const
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return
  if (!(event.target instanceof Element) || !event.target.matches(".message-link")) return
  const next = event.target.closest("li")?.[step[event.key]]
  next?.querySelector<HTMLElement>(".message-link")?.focus()
  event.preventDefault()
}
