/**
 * What happens in which rooms, for those who watch the list of them. Nothing is kept while nobody does, and a message
 * costs no more than an entry in a map: of each room only the last is told, once an interval, to everybody at once.
 * Where more rooms wait than are told at a time, those of one address do not keep back those of others.
 */
import { lastOf } from "../../shared/activity.ts"
import type { ActivityEvent } from "../../shared/events.ts"
import {
  ACTIVITY_INTERVAL_MS,
  ACTIVITY_ROOMS_MAX,
  ACTIVITY_WAITING_MAX,
} from "../../shared/limits.ts"
import type { Activity, Message } from "../../shared/schema.ts"
import { Announcement } from "../hub/announcement.ts"
import type { Hub } from "../hub/hub.ts"

/** The last message of a room, and the address it came from. */
type Waiting = { message: Message; address: string }

/** `tellOthers` where there are other nodes: what is told here goes there too, whether or not anybody watches here. */
export function createActivity(
  watchers: Hub<"activity", ActivityEvent>,
  tellOthers?: (event: ActivityEvent) => void,
) {
  /** Of each room that is to be told of, those first that wait longest. */
  const waiting = new Map<number, Waiting>()
  let toldAt = Number.NEGATIVE_INFINITY
  let telling: NodeJS.Timeout | undefined

  const isWatched = () => tellOthers !== undefined || watchers.hasListeners("activity")

  function note(message: Message, address: string) {
    if (!isWatched()) return
    if (waiting.size >= ACTIVITY_WAITING_MAX && !waiting.has(message.roomId)) return
    waiting.set(message.roomId, { message, address })
    telling ??= setTimeout(tell, Math.max(0, toldAt + ACTIVITY_INTERVAL_MS - performance.now()))
  }

  function tell() {
    telling = undefined
    if (!isWatched()) waiting.clear()
    if (waiting.size === 0) return
    const told = byTurns([...waiting.values()]).slice(0, ACTIVITY_ROOMS_MAX)
    for (const { roomId } of told) waiting.delete(roomId)
    const event: ActivityEvent = { type: "activity", rooms: told.map(activityOf) }
    publish(event)
    tellOthers?.(event)
    toldAt = performance.now()
    if (waiting.size > 0) telling = setTimeout(tell, ACTIVITY_INTERVAL_MS)
  }

  const publish = (event: ActivityEvent) =>
    watchers.publish("activity", new Announcement(event, 0, { isFleeting: true }))

  return {
    /** Another node says what happened there. */
    hear: publish,
    /** Something was said. */
    note,
    /** The room is gone: nobody is told. */
    forget(roomId: number) {
      waiting.delete(roomId)
    },
    close: () => clearTimeout(telling),
  }
}

/** The first of each address, then the second of each, and so on. */
function byTurns(waiting: Waiting[]): Message[] {
  const turns = new Map<string, number>()
  const inTurn = waiting.map(({ message, address }) => {
    const turn = turns.get(address) ?? 0
    turns.set(address, turn + 1)
    return { message, turn }
  })
  return inTurn.sort((one, other) => one.turn - other.turn).map(({ message }) => message)
}

const activityOf = (message: Message): Activity => ({
  roomId: message.roomId,
  seq: message.seq,
  last: lastOf(message),
})

export type ActivityBoard = ReturnType<typeof createActivity>
