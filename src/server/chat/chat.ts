/** The core: what can be done in Confab, whatever it was asked over. */
import type { Caller } from "../identity/caller.ts"
import { createFollow } from "../live/follow.ts"
import { createTopicFeeds } from "../live/topic-feed.ts"
import { createReadiness } from "../store/readiness.ts"
import { type CoreOptions, createCore } from "./create-core.ts"
import { createMessages } from "./messages.ts"
import { createRooms } from "./rooms.ts"
import { createSetTyping } from "./set-typing.ts"

export function createChat(options: CoreOptions) {
  const readiness = createReadiness(options.store)
  const core = createCore({ ...options, store: readiness.store })
  const { store, access, admission, gate, hub, roomListHub, activityHub, cluster } = core
  const newTopicFeed = createTopicFeeds(admission)

  function flush() {
    hub.flush()
    roomListHub.flush()
  }

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

    /** Rooms created and deleted from now on. Rejects with NOT_ALLOWED or STORE_UNAVAILABLE. */
    async followRooms(caller: Caller) {
      access.admit(caller, "list rooms")
      await cluster?.listReady()
      return newTopicFeed(caller, roomListHub)
    },

    /** The last messages of rooms from now on. Throws NOT_ALLOWED. */
    followActivity(caller: Caller) {
      access.admit(caller, "list rooms")
      return newTopicFeed(caller, activityHub)
    },

    /** 0, or the milliseconds until so many more calls from an address are taken. */
    waitToCall: admission.waitToCall,

    /** How many rooms have subscribers, and how many events were delivered, counted by subscriber. */
    delivered() {
      const counts = [hub, roomListHub, activityHub].map((one) => one.counts())
      const deliveries = counts.reduce((sum, one) => sum + one.deliveries, 0)
      return { rooms: hub.counts().topics, deliveries }
    },

    /** Rejects with STORE_UNAVAILABLE when nothing can be read, soon whatever waits. `isWhole` is false while other nodes are not reached. */
    async ready(): Promise<{ isWhole: boolean }> {
      await readiness.check()
      return { isWhole: cluster === null || cluster.isUp() }
    },

    /** Resolves when everything published before has been delivered. */
    async flushed() {
      await hub.flushed()
      await roomListHub.flushed()
    },

    /** Delivers now what was published before. */
    flush,

    /** Takes nothing more in, and resolves when everything taken in is stored and delivered. */
    async drain() {
      await gate.close()
      flush()
    },

    close() {
      const { roomStreams, presence, typing, activity } = core
      const parts = [roomStreams, cluster, presence, typing, activity, admission]
      for (const part of parts) part?.close()
    },
  }
}

export type Chat = ReturnType<typeof createChat>
