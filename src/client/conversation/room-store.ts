import { batch, createSignal } from "solid-js"
import { TYPING_LEASE_MS } from "../../shared/limits.ts"
import type { Message } from "../../shared/schema.ts"
import { nameKey } from "../../shared/text.ts"
import { applyAction } from "../room/reducer.ts"
import { emptyRoom, type RoomAction } from "../room/state.ts"
import type { RoomEvent } from "../sdk/index.ts"
import { createFrameBatch } from "./frame-batch.ts"

export function createRoomStore() {
  const [state, setState] = createSignal(emptyRoom())
  const [newMessages, setNewMessages] = createSignal<Message[]>([])
  const typingLeases = new Map<string, ReturnType<typeof setTimeout>>()
  const received = createFrameBatch(applyAll)

  /** Events received before are applied before. */
  function apply(action: RoomAction) {
    received.flush()
    setState((now) => applyAction(now, action))
  }

  function applyAll(events: RoomEvent[]) {
    batch(() => {
      setState((now) => joinMessages(events).reduce(applyAction, now))
      const messages = events.filter((event) => event.type === "message")
      if (messages.length > 0) setNewMessages(messages)
    })
  }

  /** The event that ends it may be lost. */
  function expireTyping(name: string) {
    clearTimeout(typingLeases.get(nameKey(name)))
    const expire = () => apply({ type: "typing", username: name, isTyping: false })
    typingLeases.set(nameKey(name), setTimeout(expire, TYPING_LEASE_MS))
  }

  return {
    state,
    newMessages,
    apply,

    receive(event: RoomEvent) {
      received.add(event)
      if (event.type === "typing" && event.isTyping) expireTyping(event.username)
    },

    leave() {
      received.clear()
      setNewMessages([])
      for (const lease of typingLeases.values()) clearTimeout(lease)
      typingLeases.clear()
      apply({ type: "reset" })
    },
  }
}

export type RoomStore = ReturnType<typeof createRoomStore>

function joinMessages(events: RoomEvent[]): RoomAction[] {
  const actions: RoomAction[] = []
  for (const event of events) {
    const last = actions.at(-1)
    if (event.type !== "message") actions.push(event)
    else if (last?.type === "messages") last.messages.push(event)
    else actions.push({ type: "messages", messages: [event] })
  }
  return actions
}
