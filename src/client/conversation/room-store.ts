/** What is known of a room as it happens: in order, a pass a frame. */
import { batch, createSignal } from "solid-js"
import { TYPING_LEASE_MS } from "../../shared/limits.ts"
import type { Message } from "../../shared/schema.ts"
import { nameKey } from "../../shared/text.ts"
import { applyEvent } from "../room/reducer.ts"
import { emptyRoom, type LiveEvent } from "../room/state.ts"
import type { RoomEvent } from "../sdk/index.ts"
import { createGathering } from "./frame-batch.ts"

export function createHearing() {
  const [live, setLive] = createSignal(emptyRoom())
  const [told, setTold] = createSignal<Message[]>([])
  const typingLeases = new Map<string, ReturnType<typeof setTimeout>>()
  const gathering = createGathering(hearAll)

  /** What was heard waits no longer: everything enters in the order in which it happened. */
  function apply(event: LiveEvent) {
    gathering.flush()
    setLive((now) => applyEvent(now, event))
  }

  function hearAll(events: RoomEvent[]) {
    batch(() => {
      setLive((now) => inOneGo(events).reduce(applyEvent, now))
      const messages = events.filter((event) => event.type === "message")
      if (messages.length > 0) setTold(messages)
    })
  }

  /** The sign that somebody stopped may never come. */
  function expireTyping(name: string) {
    clearTimeout(typingLeases.get(nameKey(name)))
    const expire = () => apply({ type: "typing", username: name, isTyping: false })
    typingLeases.set(nameKey(name), setTimeout(expire, TYPING_LEASE_MS))
  }

  return {
    live,
    /** What came in the last frame that brought messages. */
    told,
    apply,

    hear(event: RoomEvent) {
      gathering.add(event)
      if (event.type === "typing" && event.isTyping) expireTyping(event.username)
    },

    leave() {
      gathering.forget()
      setTold([])
      for (const lease of typingLeases.values()) clearTimeout(lease)
      typingLeases.clear()
      apply({ type: "left" })
    },
  }
}

/** Messages that follow each other enter together. */
function inOneGo(events: RoomEvent[]): LiveEvent[] {
  const all: LiveEvent[] = []
  for (const event of events) {
    const last = all.at(-1)
    if (event.type !== "message") all.push(event)
    else if (last?.type === "messages") last.messages.push(event)
    else all.push({ type: "messages", messages: [event] })
  }
  return all
}
