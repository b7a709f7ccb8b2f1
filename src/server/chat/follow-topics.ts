import type { Caller } from "../identity/caller.ts"
import { createTopicFeeds } from "../live/topic-feed.ts"
import type { Core } from "./core.ts"

export function createFollowTopics(core: Core) {
  const { access, admission, roomListHub, activityHub, cluster } = core
  const newFeed = createTopicFeeds(admission)

  return {
    /** Rooms created and deleted from now on. Rejects with NOT_ALLOWED or STORE_UNAVAILABLE. */
    async followRooms(caller: Caller) {
      access.admit(caller, "list rooms")
      await cluster?.listReady()
      return newFeed(caller, roomListHub)
    },

    /** The last messages of rooms from now on. Throws NOT_ALLOWED. */
    followActivity(caller: Caller) {
      access.admit(caller, "list rooms")
      return newFeed(caller, activityHub)
    },
  }
}
