import { createEffect, createSignal, on, onMount } from "solid-js"
import { Virtualizer, type VirtualizerHandle } from "virtua/solid"
import { useChat } from "../chat/context.ts"
import type { Entry } from "../room/state.ts"
import { createFocusKeeping } from "../ui/focus-keeping.ts"
import type { Conversation } from "./conversation.ts"
import { createKeepMounted } from "./keep-mounted.ts"
import { MessageRow } from "./MessageRow.tsx"
import { createOverscan } from "./overscan.ts"
import { createRow, type Row, type Rows } from "./rows.ts"
import type { ScrollController } from "./scroll-controller.ts"

type MessageRowsProps = {
  conversation: Conversation
  controller: ScrollController
  rows: Rows
  /** The `seq` before the first unread message, if any. */
  unreadAfter: number | undefined
  found: number | null
  scroller: HTMLElement
}

export function MessageRows(props: MessageRowsProps) {
  const rows = () => props.rows
  const [handle, setHandle] = createSignal<VirtualizerHandle>()
  const overscan = createOverscan()
  const focus = createFocusKeeping<string>(".message-row")
  const keepMounted = createKeepMounted({
    ...{ rows, handle, focused: focus.key, overscan: overscan.pixels },
    atEnd: props.controller.pinned,
  })
  let box!: HTMLDivElement

  onMount(() => {
    const { scroller } = props
    props.controller.attach({ scroller, box, handle })
    overscan.watch(scroller)
  })
  // After the virtualiser has drawn them.
  createEffect(on([rows, () => props.unreadAfter], () => queueMicrotask(settle)))

  function settle() {
    props.controller.update()
    focus.restore()
  }

  return (
    // Hidden while it is empty: browsers take what grows over the screen for a jump.
    <div ref={box} class="messages-box" hidden={rows().entries.length === 0}>
      <Virtualizer
        ref={setHandle}
        as="ol"
        item="li"
        data={rows().keys}
        shift={rows().grewUpwards}
        bufferSize={overscan.pixels()}
        keepMounted={keepMounted()}
        scrollRef={props.scroller}
        startMargin={props.controller.heightAbove()}
        onScroll={() => queueMicrotask(focus.restore)}
        onResize={settle}
        onScrollEnd={() => {
          overscan.onScrollEnd()
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
              <ListedMessage
                list={props}
                row={row()}
                isLast={index() === rows().keys.length - 1}
                isScrollingFast={overscan.isFast()}
              />
            </div>
          )
        }}
      </Virtualizer>
    </div>
  )
}
type ListedMessageProps = {
  list: MessageRowsProps
  row: Row
  isLast: boolean
  isScrollingFast: boolean
}

/** The buttons of a refused message are removed with its refusal: the focus stays in the list. */
function ListedMessage(props: ListedMessageProps) {
  const { route } = useChat()
  const { list } = props
  const isHighlighted = ({ id, seq }: Entry) => id === route.messageId() || seq === list.found

  function startsUnread({ entry, before }: Row) {
    const read = list.unreadAfter
    return read !== undefined && entry.seq > read && (before?.seq ?? 0) <= read
  }

  function retry({ content, clientId }: Entry) {
    void list.conversation.send(content, clientId ?? undefined)
    list.scroller.focus()
  }

  function discard({ clientId }: Entry) {
    if (clientId !== null) list.conversation.discard(clientId)
    list.scroller.focus()
  }

  return (
    <MessageRow
      row={props.row}
      roomId={list.conversation.roomId}
      startsUnread={startsUnread(props.row)}
      isHighlighted={isHighlighted(props.row.entry)}
      isLast={props.isLast}
      isScrollingFast={props.isScrollingFast}
      onRetry={() => retry(props.row.entry)}
      onDiscard={() => discard(props.row.entry)}
    />
  )
}
