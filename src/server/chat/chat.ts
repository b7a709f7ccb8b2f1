/** The core: what can be done in Confab, whatever it was asked over. */
import { createFollow } from "../live/follow.ts"
import { createReadiness } from "../store/readiness.ts"
import type { Core } from "./core.ts"
import { type CoreOptions, createCore } from "./create-core.ts"
import { createFollowTopics } from "./follow-topics.ts"
import { createMessages } from "./messages.ts"
import { createRooms } from "./rooms.ts"
import { createSetTyping } from "./set-typing.ts"

export function createChat(options: CoreOptions) {
  const readiness = createReadiness(options.store)
  const core = createCore({ ...options, store: readiness.store })
  const { store, access, admission, gate, cluster } = core

  return {
    epoch: store.epoch,
    rooms: createRooms(core),
    messages: createMessages(core),
    setTyping: createSetTyping(core),
    follow: createFollow({
      ...core,
      admit: (caller, roomId) => access.admitTo(caller, roomId, "follow"),
      presenceReady: (roomId) => cluster?.presence.ready(roomId),
    }),
    ...createFollowTopics(core),

    /** 0, or the milliseconds until so many more calls from an address are taken. */
    waitToCall: admission.waitToCall,

    delivered: () => deliveredBy(core),

    /** Rejects with STORE_UNAVAILABLE when nothing can be read. `isWhole` is false while other nodes are not reached. */
    async ready(): Promise<{ isWhole: boolean }> {
      await readiness.check()
      return { isWhole: cluster === null || cluster.isUp() }
    },

    /** Resolves when everything published before has been delivered. */
    async flushed() {
      await core.hub.flushed()
      await core.roomListHub.flushed()
    },

    /** Takes nothing more in, and resolves when everything taken in is stored and delivered. */
    async drain() {
      await gate.close()
      core.hub.flush()
      core.roomListHub.flush()
    },

    close() {
      const { roomStreams, presence, typing, activity } = core
      const parts = [roomStreams, cluster, presence, typing, activity, admission]
      for (const part of parts) part?.close()
    },
  }
}

/** How many rooms have subscribers, and how many events were delivered, counted by subscriber. */
function deliveredBy({ hub, roomListHub, activityHub }: Core) {
  const counts = [hub, roomListHub, activityHub].map((one) => one.counts())
  const deliveries = counts.reduce((sum, one) => sum + one.deliveries, 0)
  return { rooms: hub.counts().topics, deliveries }
}

export type Chat = ReturnType<typeof createChat>
