import { createMemo, onCleanup, onMount, Show } from "solid-js"
import { useChat } from "../chat/chat.ts"
import { Composer } from "../composer/Composer.tsx"
import { createFinding } from "../finding/finding.ts"
import { OfflineNote } from "../offline/OfflineNote.tsx"
import { Unsent } from "../outbox/Unsent.tsx"
import { People } from "../presence/People.tsx"
import { TypingLine } from "../presence/TypingLine.tsx"
import { onEscape } from "../shortcuts/on-escape.ts"
import { onFind } from "../shortcuts/on-find.ts"
import { Icon } from "../ui/Icon.tsx"
import { LazyDialog } from "../ui/LazyDialog.tsx"
import { isTouch } from "../ui/pointer.ts"
import { words } from "../words/words.ts"
import type { Conversation as ConversationStore } from "./conversation.ts"
import { MessageList } from "./MessageList.tsx"
import { RoomGone } from "./RoomGone.tsx"
import { createReading, inTheMiddle } from "./scroll-controller.ts"
import "./conversation.css"

export function Conversation(props: { conversation: ConversationStore }) {
  const { rooms, route } = useChat()
  const live = () => props.conversation.live()
  const deleted = createMemo(() => live().deleted)
  const people = createMemo(() => live().people)
  const typing = createMemo(() => live().typing)
  const reading = createReading({
    atNewest: () => live().newerThan === null,
    latest: () => live().latest,
    onNearTop: () => void props.conversation.loadOlder(),
    onNearBottom: () => void props.conversation.loadNewer(),
    onPlace: (place) => props.conversation.keepPlace(place),
  })
  const finding = createFinding({
    entries: () => live().entries,
    show: (index) => reading.aimAt({ index, top: inTheMiddle }),
  })
  let main!: HTMLElement
  let heading!: HTMLHeadingElement

  onFind(finding.open)
  onEscape(() => {
    toLatest()
    if (!isTouch()) main.querySelector("textarea")?.focus()
  })
  props.conversation.follow(route.messageId() ?? undefined)
  onCleanup(() => props.conversation.leave())
  onMount(() => {
    // Elsewhere the composer takes the focus; here that would open the keyboard.
    if (isTouch()) heading.focus()
  })

  // Also after the room has gone from the list.
  const name = createMemo<string>(
    (before) => rooms.find(props.conversation.roomId)?.name ?? before,
    "",
  )

  function send(content: string) {
    const kept = props.conversation.send(content)
    toLatest()
    return kept
  }

  async function loadFindBar() {
    const { FindBar } = await import("../finding/FindBar.tsx")
    return () => <FindBar finding={finding} root={main} />
  }

  function toLatest() {
    if (live().newerThan !== null) void props.conversation.loadNewest()
    reading.toLatest()
  }

  return (
    <>
      <main
        ref={main}
        class="conversation"
        classList={{ deserted: deleted(), nobody: people().length === 0 }}
      >
        <div class="conversation-head">
          <button
            type="button"
            class="icon-button"
            aria-label={words().conversation.back}
            title={words().conversation.backToRooms}
            onClick={() => route.go("/")}
          >
            <Icon name="back" />
          </button>
          <h1 ref={heading} dir="auto" tabindex="-1" title={name()}>
            {name() || (deleted() ? words().conversation.unknownRoom : "…")}
          </h1>
          <Show when={!deleted()}>
            <button
              type="button"
              class="icon-button find-button"
              aria-label={words().finding.title}
              title={words().finding.title}
              aria-expanded={finding.isOpen()}
              onClick={finding.open}
            >
              <Icon name="search" />
            </button>
          </Show>
        </div>
        <Show
          when={!deleted()}
          fallback={
            <>
              <RoomGone roomId={props.conversation.roomId} known={name() !== ""} />
              <Unsent entries={live().entries} onDiscard={props.conversation.discard} />
            </>
          }
        >
          <MessageList
            conversation={props.conversation}
            reading={reading}
            roomName={name()}
            found={finding.reached()}
            onJump={toLatest}
          >
            <Show when={finding.isOpen()}>
              <LazyDialog load={loadFindBar} onClose={finding.close} />
            </Show>
          </MessageList>
          <div class="conversation-foot">
            <Show when={props.conversation.problem()}>
              <p class="problem" role="alert">
                {props.conversation.problem()}
              </p>
            </Show>
            <OfflineNote conversation={props.conversation} />
            <TypingLine names={typing()} />
            <Composer
              conversation={props.conversation}
              roomName={name()}
              people={people()}
              onSend={send}
            />
          </div>
        </Show>
      </main>
      <Show when={!deleted()}>
        <People names={people()} />
      </Show>
    </>
  )
}
