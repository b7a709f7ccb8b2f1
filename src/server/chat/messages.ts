import type { History, HistoryPage, Message, NewMessage } from "../../shared/schema.ts"
import type { Admission } from "../admission/admission.ts"
import { atAddress } from "../admission/at-address.ts"
import { refuseOverRate, refuseWait } from "../admission/refuse-over-rate.ts"
import { type Caller, personOf } from "../identity/caller.ts"
import type { Appended } from "../store/store.ts"
import type { Core } from "./core.ts"

export function createMessages(core: Core) {
  const { store, access, gate, roomStreams, cluster, typing, activity, admission, metrics } = core

  return {
    /**
     * Stores a message, then publishes it. Resolves when it is durable; `created` is false for a retry. Rejects with
     * USERNAME_REQUIRED, ROOM_NOT_FOUND, NOT_ALLOWED, CLIENT_ID_CONFLICT, TOO_MANY_MESSAGES, STORE_UNAVAILABLE or
     * SHUTTING_DOWN.
     */
    send: (caller: Caller, message: NewMessage): Promise<Appended> =>
      gate.run(async () => {
        const began = performance.now()
        const person = personOf(caller)
        access.admitTo(caller, message.roomId, "post")
        const asking = refuseFlood(caller, admission)
        if (asking) await asking
        const { name: username, id: usernameKey } = person
        const appended = await store.append({ ...message, username, usernameKey, personId: null })
        typing.stop(message.roomId, person)
        if (!appended.created) return appended
        metrics.messagesStored++
        metrics.sendSeconds.observe((performance.now() - began) / 1_000)
        const event = { type: "message" as const, ...appended.message }
        roomStreams.publish(event.roomId, event)
        cluster?.publish(event.roomId, event)
        activity.record(appended.message, caller.address)
        return appended
      }),

    /**
     * A page, oldest first, and where those beside it begin. Rejects with ROOM_NOT_FOUND or NOT_ALLOWED, or as too much
     * for the caller.
     */
    async history(caller: Caller, { limit, ...page }: HistoryPage): Promise<History> {
      access.admitTo(caller, page.roomId, "read")
      return admission.reads.answer(caller.peer, async () => {
        const found = await store.history({ ...page, limit: limit + 1 })
        return page.after === undefined
          ? pageBack(found, limit, page.before)
          : pageForward(found, limit, page.after)
      })
    },
  }
}

/**
 * The same person from elsewhere is counted apart: a flood under a name silences its sender only. What a person is
 * refused their address has not used up.
 */
function refuseFlood(caller: Caller, { sendsOfPerson, sendsOfAddress }: Admission) {
  const { address } = caller
  const refuseAddress = () => refuseWait(sendsOfAddress?.take(address) ?? 0, "TOO_MANY_MESSAGES")
  const sender = atAddress(personOf(caller).id, address)
  const asking = refuseOverRate(sendsOfPerson, sender, "TOO_MANY_MESSAGES")
  return asking ? asking.then(refuseAddress) : refuseAddress()
}

/** One message more than the page holds says that it is not the last; there is always a way back to where it was asked from. */
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
