import type { History, HistoryPage, Message, NewMessage } from "../../shared/schema.ts"
import { atAddress } from "../admission/at-address.ts"
import type { Peer } from "../admission/peer.ts"
import { refuseOverRate, refuseWait } from "../admission/refuse-over-rate.ts"
import type { Appended } from "../store/store.ts"
import type { Core } from "./core.ts"
import type { Person } from "./people.ts"

export function createMessages(core: Core) {
  const { store, gate, lines, others, typing, activity, admission, figures } = core

  /**
   * The same name from elsewhere is counted apart: a flood under it silences its sender only. What a name is refused its
   * address has not used up.
   */
  function refuseFlood({ address }: Peer, { key }: Person) {
    const refuseAddress = () =>
      refuseWait(admission.sendsOfAddress?.take(address) ?? 0, "TOO_MANY_MESSAGES")
    const name = atAddress(key, address)
    const asking = refuseOverRate(admission.sendsOfName, name, "TOO_MANY_MESSAGES")
    return asking ? asking.then(refuseAddress) : refuseAddress()
  }

  return {
    /**
     * Stores a message, then tells the room. Resolves when it is durable; `created` is false for a retry.
     * Rejects with ROOM_NOT_FOUND, CLIENT_ID_CONFLICT, TOO_MANY_MESSAGES, STORE_UNAVAILABLE or SHUTTING_DOWN.
     */
    send: (peer: Peer, who: Person, message: NewMessage): Promise<Appended> =>
      gate.pass(async () => {
        const asked = performance.now()
        const asking = refuseFlood(peer, who)
        if (asking) await asking
        const { username, key: usernameKey } = who
        const appended = await store.append({ ...message, username, usernameKey })
        typing.stop(message.roomId, who)
        if (!appended.created) return appended
        figures.messagesStored++
        figures.sendSeconds.observe((performance.now() - asked) / 1_000)
        const event = { type: "message" as const, ...appended.message }
        lines.announce(event.roomId, event)
        others?.tell(event.roomId, event)
        activity.note(appended.message, peer.address)
        return appended
      }),

    /**
     * A page of messages, oldest first, and where those beside it begin. Rejects with ROOM_NOT_FOUND, or as too much for
     * the peer.
     */
    history: (peer: Peer, { limit, ...page }: HistoryPage): Promise<History> =>
      admission.reads.answer(peer, async () => {
        const found = await store.history({ ...page, limit: limit + 1 })
        return page.after === undefined
          ? pageBack(found, limit, page.before)
          : pageForward(found, limit, page.after)
      }),
  }
}

/** One message more than the page holds says that it is not the last; back to where it was asked from one can always go. */
function pageBack(found: Message[], limit: number, before: number | undefined): History {
  const messages = found.slice(-limit)
  const nextBefore = found.length > limit ? (messages[0]?.id ?? null) : null
  const nextAfter = before === undefined ? null : (messages.at(-1)?.id ?? before - 1)
  return { messages, nextBefore, nextAfter }
}

function pageForward(found: Message[], limit: number, after: number): History {
  const messages = found.slice(0, limit)
  const nextAfter = found.length > limit ? (messages.at(-1)?.id ?? null) : null
  return { messages, nextBefore: messages[0]?.id ?? after + 1, nextAfter }
}
