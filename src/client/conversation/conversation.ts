import type { Api } from "../api.ts"
import type { Outbox } from "../outbox/outbox.ts"
import { withCachedPage } from "../room/cached.ts"
import type { CachedPage } from "../room/state.ts"
import { createRoomFeed } from "./room-feed.ts"
import { createRoomHistory } from "./room-history.ts"
import { createRoomStore } from "./room-store.ts"
import { createScrollPosition } from "./scroll-position.ts"

function createConversation({ client }: Api, outbox: Outbox, roomId: number) {
  const store = createRoomStore()
  const position = createScrollPosition(store.state)
  const history = createRoomHistory({ client, roomId, store })
  const { loader } = history
  const subscribe = createRoomFeed({
    ...{ client, roomId, store, history },
    isAway: () => position.savedPosition() !== null,
    onMessage: (message) => outbox.confirm(message),
  })
  outbox.subscribe(roomId, store.apply)

  return {
    roomId,
    state: () => withCachedPage(store.state()),
    newMessages: store.newMessages,
    ...position,
    problem: history.problem,
    isMessageUnknown: history.isMessageUnknown,

    /** Joins the room for as long as the caller's scope lives, and loads the messages around this one first. */
    subscribe: (messageId = position.savedPosition()?.messageId) => subscribe(messageId),

    showCached: (page: CachedPage) => store.apply({ type: "cached", ...page }),

    leave() {
      history.leave()
      store.leave()
    },

    ensureLoaded: history.ensureLoaded,
    loadNewest: () => loader.newest(),
    loadOlder: (limit?: number) => loader.older(limit),
    loadNewer: () => loader.newer(),

    /** Shows it at once; resolves when it is stored here. The same `clientId` again is another try with the same message. */
    send: (content: string, clientId?: string) => outbox.enqueue({ roomId, content, clientId }),
    discard: (clientId: string) => outbox.discard(clientId),
    /** Takes the last message that was not sent out of the list: its text, or null when there is none. */
    takeBack: () => outbox.takeBack(roomId),
  }
}

export type Conversation = ReturnType<typeof createConversation>

/** Conversations outlive their time on the screen: what is still being sent in them is there again. */
export function createConversations(api: Api, outbox: Outbox) {
  const conversations = new Map<number, Conversation>()
  return function conversationIn(roomId: number): Conversation {
    const conversation = conversations.get(roomId) ?? createConversation(api, outbox, roomId)
    conversations.set(roomId, conversation)
    return conversation
  }
}
