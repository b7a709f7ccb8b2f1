import { createMemo, onCleanup, Show } from "solid-js"
import { useChat } from "../chat/context.ts"
import { createFinding } from "../finding/finding.ts"
import { Unsent } from "../outbox/Unsent.tsx"
import { People } from "../presence/People.tsx"
import { onEscape } from "../shortcuts/on-escape.ts"
import { onFind } from "../shortcuts/on-find.ts"
import { LazyDialog } from "../ui/LazyDialog.tsx"
import { isTouch } from "../ui/pointer.ts"
import { ConversationFoot } from "./ConversationFoot.tsx"
import { ConversationHead } from "./ConversationHead.tsx"
import type { Conversation as ConversationStore } from "./conversation.ts"
import { MessageList } from "./MessageList.tsx"
import { RoomUnavailable } from "./RoomUnavailable.tsx"
import { ScrollController } from "./scroll-controller.ts"
import { centered } from "./scroll-target.ts"
import "./conversation.css"

export function Conversation(props: { conversation: ConversationStore }) {
  const { rooms, route } = useChat()
  const state = () => props.conversation.state()
  const deleted = createMemo(() => state().deleted)
  const people = createMemo(() => state().people)
  const typing = createMemo(() => state().typing)
  const { controller, toLatest } = createListScroll(props)
  const finding = createFinding({
    entries: () => state().entries,
    show: (index) => controller.scrollTo({ index, top: centered }),
  })
  let main!: HTMLElement

  onFind(finding.open)
  onEscape(() => {
    toLatest()
    if (!isTouch()) main.querySelector("textarea")?.focus()
  })
  props.conversation.subscribe(route.messageId() ?? undefined)
  onCleanup(() => props.conversation.leave())

  // Kept after the room is deleted from the list.
  const name = createMemo<string>(
    (before) => rooms.find(props.conversation.roomId)?.name ?? before,
    "",
  )

  function send(content: string) {
    const stored = props.conversation.send(content)
    toLatest()
    return stored
  }

  async function loadFindBar() {
    const { FindBar } = await import("../finding/FindBar.tsx")
    return () => <FindBar finding={finding} root={main} />
  }

  return (
    <>
      <main
        ref={main}
        class="conversation"
        classList={{ deserted: deleted(), nobody: people().length === 0 }}
      >
        <ConversationHead name={name()} deleted={deleted()} finding={finding} />
        <Show
          when={!deleted()}
          fallback={
            <>
              <RoomUnavailable roomId={props.conversation.roomId} known={name() !== ""} />
              <Unsent entries={state().entries} onDiscard={props.conversation.discard} />
            </>
          }
        >
          <MessageList
            conversation={props.conversation}
            controller={controller}
            roomName={name()}
            found={finding.reached()}
            onJump={toLatest}
          >
            <Show when={finding.isOpen()}>
              <LazyDialog load={loadFindBar} onClose={finding.close} />
            </Show>
          </MessageList>
          <ConversationFoot
            conversation={props.conversation}
            roomName={name()}
            people={people()}
            typing={typing()}
            onSend={send}
          />
        </Show>
      </main>
      <Show when={!deleted()}>
        <People names={people()} />
      </Show>
    </>
  )
}

function createListScroll(props: { conversation: ConversationStore }) {
  const state = () => props.conversation.state()
  const controller = new ScrollController({
    hasNewest: () => state().nextAfter === null,
    latestSeq: () => state().latestSeq,
    onNearTop: () => void props.conversation.loadOlder(),
    onNearBottom: () => void props.conversation.loadNewer(),
    onPosition: (topRow) => props.conversation.savePosition(topRow),
  })

  function toLatest() {
    if (state().nextAfter !== null) void props.conversation.loadNewest()
    controller.scrollToEnd()
  }

  return { controller, toLatest }
}
