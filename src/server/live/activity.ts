/**
 * The last message of each room, for lists of rooms. Nothing is kept while there are no subscribers, and a message costs
 * no more than an entry in a map: once an interval, one event for all of them. Where more rooms wait than fit into it,
 * those of one address do not hold up those of others.
 */
import { lastOf } from "../../shared/activity.ts"
import type { ActivityEvent } from "../../shared/events.ts"
import type { Message, Activity as RoomActivity } from "../../shared/schema.ts"
import { Announcement } from "../hub/announcement.ts"
import type { Hub } from "../hub/hub.ts"
import { ACTIVITY_INTERVAL_MS, ACTIVITY_ROOMS_MAX, ACTIVITY_WAITING_MAX } from "../limits.ts"
import type { Topic } from "./topics.ts"

/** The last message of a room, and the address it came from. */
type Waiting = { message: Message; address: string }

/** `publishToNodes` where there are other nodes, which get it whether or not there are subscribers here. */
export function createActivity(
  activityHub: Hub<Topic, ActivityEvent>,
  publishToNodes?: (event: ActivityEvent) => void,
) {
  /** By room, those that wait longest first. */
  const waiting = new Map<number, Waiting>()
  let publishedAt = Number.NEGATIVE_INFINITY
  let publishing: NodeJS.Timeout | undefined

  const isWanted = () => publishToNodes !== undefined || activityHub.hasSubscribers("public")

  function record(message: Message, address: string) {
    if (!isWanted()) return
    if (waiting.size >= ACTIVITY_WAITING_MAX && !waiting.has(message.roomId)) return
    waiting.set(message.roomId, { message, address })
    const due = publishedAt + ACTIVITY_INTERVAL_MS - performance.now()
    publishing ??= setTimeout(publishWaiting, Math.max(0, due))
  }

  function publishWaiting() {
    publishing = undefined
    if (!isWanted()) waiting.clear()
    if (waiting.size === 0) return
    const messages = byTurns([...waiting.values()]).slice(0, ACTIVITY_ROOMS_MAX)
    for (const { roomId } of messages) waiting.delete(roomId)
    const event: ActivityEvent = { type: "activity", rooms: messages.map(activityOf) }
    accept(event)
    publishToNodes?.(event)
    publishedAt = performance.now()
    if (waiting.size > 0) publishing = setTimeout(publishWaiting, ACTIVITY_INTERVAL_MS)
  }

  const accept = (event: ActivityEvent) =>
    activityHub.publish("public", new Announcement(event, 0, { isFleeting: true }))

  return {
    /** Publishes what another node has recorded. */
    accept,
    record,
    forget(roomId: number) {
      waiting.delete(roomId)
    },
    close: () => clearTimeout(publishing),
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

const activityOf = (message: Message): RoomActivity => ({
  roomId: message.roomId,
  seq: message.seq,
  last: lastOf(message),
})

export type Activity = ReturnType<typeof createActivity>
