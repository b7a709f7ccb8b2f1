/**
 * Following a room: no gap, nothing twice. A subscriber is first caught up with the room's stream, then enters its
 * audience in the same moment, so that nothing can come in between; from there on the stream keeps the order.
 */
import type { RoomEvent } from "../../shared/events.ts"
import { refuseFull } from "../admission/address-counts.ts"
import type { Admission } from "../admission/admission.ts"
import { refuseWait } from "../admission/refuse-over-rate.ts"
import type { Hub } from "../hub/hub.ts"
import type { Caller } from "../identity/caller.ts"
import type { Presence } from "./presence.ts"
import { RoomFeed } from "./room-feed.ts"
import type { RoomStreams } from "./room-streams.ts"
import type { Typing } from "./typing.ts"

type Parts = {
  roomStreams: RoomStreams
  hub: Hub<number, RoomEvent>
  presence: Presence
  typing: Typing
  admission: Admission
  admit: (caller: Caller, roomId: number) => void
  /** Resolves when other nodes have said who is in a room, or after a moment. */
  presenceReady: (roomId: number) => Promise<void> | undefined
}
/** `after` is the last seq the caller has; null starts with what happens from now on. */
type FollowOptions = { roomId: number; after: number | null }

export function createFollow(parts: Parts) {
  const { roomStreams, presenceReady, admit, admission } = parts
  const { reads, subscriptions } = admission

  async function begin(caller: Caller, { roomId, after }: FollowOptions): Promise<RoomFeed> {
    const stream = roomStreams.of(roomId)
    const start = await stream
      .replayFrom(after, {
        address: caller.address,
        inTurn: (read) => reads.inTurn(caller.peer, read),
      })
      .finally(() => roomStreams.closeIfUnknown(roomId))
    await presenceReady(roomId)
    // Rarely, the room was made while it was asked for, and has another stream by now.
    if (!(stream.isEnded || roomStreams.of(roomId) === stream))
      return begin(caller, { roomId, after })
    return new RoomFeed(parts, { caller, roomId, stream }, start)
  }

  /** Rejects with ROOM_NOT_FOUND, NOT_ALLOWED or TOO_MANY_CONNECTIONS. Nothing is delivered before the feed has an endpoint; it has to be left. */
  return async function follow(caller: Caller, options: FollowOptions): Promise<RoomFeed> {
    const { address } = caller
    admit(caller, options.roomId)
    refuseFull(subscriptions, address)
    refuseWait(admission.waitToSubscribe(address), "TOO_MANY_CONNECTIONS")
    subscriptions?.enter(address)
    try {
      return await begin(caller, options)
    } catch (error) {
      subscriptions?.leave(address)
      throw error
    }
  }
}
