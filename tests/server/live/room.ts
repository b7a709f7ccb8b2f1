/** One room without a server: a store, a stream and feeds. */
import { vi } from "vitest"
import { createAdmission } from "../../../src/server/admission/admission.ts"
import { Announcement } from "../../../src/server/hub/announcement.ts"
import { Hub } from "../../../src/server/hub/hub.ts"
import { createFollow } from "../../../src/server/live/follow.ts"
import { Presence } from "../../../src/server/live/presence.ts"
import { RoomStreams } from "../../../src/server/live/room-streams.ts"
import { Typing } from "../../../src/server/live/typing.ts"
import { openStore } from "../../../src/server/store/open.ts"
import type { RoomEvent } from "../../../src/shared/events.ts"
import { newCaller } from "../../support/caller.ts"
import { draft } from "../../support/test-store.ts"

const nothing = () => undefined

export async function startRoom() {
  const store = await openStore("sqlite::memory:")
  const hub = new Hub<number, RoomEvent>()
  const roomStreams = new RoomStreams({
    store,
    hub,
    metrics: { gapFills: 0 },
    onEnd: nothing,
    onOpen: nothing,
  })
  const presence = new Presence((...event) => roomStreams.publish(...event))
  const typing = new Typing(
    (...event) => roomStreams.publish(...event),
    () => true,
  )
  const { id: roomId } = await store.createRoom({ name: "lobby", key: "lobby" })
  const reader = newCaller()
  const admission = createAdmission({ rateLimit: false }, store.readsAtOnce)

  return {
    roomId,
    isHeard: () => hub.hasSubscribers(roomId),
    users: () => presence.usersList(roomId).users,
    evict: (personId: string) => {
      const farewell = new Announcement<RoomEvent>({ type: "room_deleted", roomId }, 0)
      hub.evict(roomId, personId, [farewell])
    },
    tell: (event: RoomEvent | undefined) => event && roomStreams.publish(roomId, event),
    reads: admission.reads,
    replays: () => vi.spyOn(store, "replay"),
    follow: (after: number | null, caller = reader) =>
      createFollow({
        ...{ roomStreams, hub, presence, typing, admission },
        presenceReady: nothing,
        admit: nothing,
      })(caller, { roomId, after }),
    /** Stores messages without telling anybody. */
    async store(count: number): Promise<RoomEvent[]> {
      const drafts = Array.from({ length: count }, (_, n) => store.append(draft(roomId, `${n}`)))
      const stored = await Promise.all(drafts)
      return stored.map(({ message }) => ({ type: "message", ...message }))
    },
    async [Symbol.asyncDispose]() {
      presence.close()
      roomStreams.close()
      await store.close()
    },
  }
}
