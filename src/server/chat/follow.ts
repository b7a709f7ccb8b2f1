/**
 * Following a room: never a gap, never twice. A follower is brought in step with the room's line, then enters its
 * audience in the same moment, so that nothing can come in between; from there on the line keeps the order.
 */

import { refuseFull } from "../admission/address-counts.ts"
import type { Peer } from "../admission/peer.ts"
import { refuseWait } from "../admission/refuse-over-rate.ts"
import type { Core } from "./core.ts"
import type { Person } from "./people.ts"
import type { Connection } from "./presence.ts"
import { RoomFeed } from "./room-feed.ts"

/** `after` is the last seq the follower has; null starts with what happens from now on. */
type Following = {
  roomId: number
  who: Person | null
  after: number | null
  connection: Connection & Peer
}

type Parts = Pick<Core, "lines" | "hub" | "presence" | "typing" | "others" | "admission">

export function createFollow(parts: Parts) {
  const { lines, others, admission } = parts
  const { reads, subscriptions } = admission

  async function begin(following: Following): Promise<RoomFeed> {
    const { after, ...place } = following
    const { connection } = place
    const line = lines.of(place.roomId)
    const start = await line
      .catchUp(after, {
        address: connection.address,
        inTurn: (read) => reads.inTurn(connection, read),
      })
      .finally(() => lines.forgetUnknown(place.roomId))
    // So that the first list of people is that of all nodes, where they answer quickly.
    await others?.known(place.roomId)
    // Rarely, the room was made while it was asked for, and has another line by now.
    if (!(line.isOver || lines.of(place.roomId) === line)) return begin(following)
    return new RoomFeed(parts, { ...place, line }, start)
  }

  /** Rejects with ROOM_NOT_FOUND or TOO_MANY_CONNECTIONS. Nothing is told before the feed is delivered; it has to be left. */
  return async function follow(following: Following): Promise<RoomFeed> {
    const { address } = following.connection
    refuseFull(subscriptions, address)
    refuseWait(admission.waitToSubscribe(address), "TOO_MANY_CONNECTIONS")
    subscriptions?.enter(address)
    try {
      return await begin(following)
    } catch (error) {
      subscriptions?.leave(address)
      throw error
    }
  }
}
