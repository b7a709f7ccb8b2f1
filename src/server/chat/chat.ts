/** The core: what can be done in Confab, without a word about how it was asked. */
import type { ActivityEvent, RoomEvent, RoomsEvent } from "../../shared/events.ts"
import { ROOMS_MAX } from "../../shared/limits.ts"
import { type Admission, createAdmission } from "../admission/admission.ts"
import type { Peer } from "../admission/peer.ts"
import { createFigures, type Figures } from "../figures.ts"
import { createHub } from "../hub/hub.ts"
import type { Store } from "../store/store.ts"
import { createActivity } from "./activity.ts"
import { type Cluster, createCluster, type Nodes } from "./cluster.ts"
import type { Core } from "./core.ts"
import { createFollow } from "./follow.ts"
import { createGate } from "./gate.ts"
import { createLines } from "./lines.ts"
import { createMessages } from "./messages.ts"
import { createPresence } from "./presence.ts"
import { createReadiness } from "./readiness.ts"
import { createRooms } from "./rooms.ts"
import { createSetTyping } from "./set-typing.ts"
import { createTopicFeeds } from "./topic-feed.ts"
import { createTyping, type TypingEvent } from "./typing.ts"

/** `nodes` where others may use the same database. */
type Parts = {
  store: Store
  rateLimit: boolean
  admission?: Admission
  roomsMax?: number
  nodes?: Nodes | null | undefined
  figures?: Figures
}

export function createChat(parts: Parts) {
  const { rateLimit, nodes, roomsMax = ROOMS_MAX, figures = createFigures() } = parts
  const readiness = createReadiness(parts.store)
  const { store } = readiness
  const { admission = createAdmission({ rateLimit, nodes }, store.readsAtOnce) } = parts
  const hub = createHub<number, RoomEvent>()
  const lobby = createHub<"rooms", RoomsEvent>()
  const watchers = createHub<"activity", ActivityEvent>()
  const gate = createGate()
  const lines = createLines({
    store,
    hub,
    figures,
    forget,
    attend: (roomId) => others?.attend(roomId),
  })
  const presence = createPresence(lines.announce, nodes ? noteHere : undefined)
  const typing = createTyping(tellTyping, admission.admitsTyping)
  const tellOthers = (event: ActivityEvent) => others?.tellActivity(event)
  const activity = createActivity(watchers, nodes ? tellOthers : undefined)
  const boards = { presence, typing, activity }
  const others: Cluster | null = nodes
    ? createCluster(nodes, { store, lines, lobby, watchers, ...boards, figures })
    : null
  const newTopicFeed = createTopicFeeds(admission)
  const doors = { gate, hub, lines, lobby, others }
  const core: Core = { store, admission, ...doors, ...boards, roomsMax, figures }

  function noteHere(...[roomId, who, isHere]: Parameters<Cluster["note"]>) {
    others?.note(roomId, who, isHere)
  }

  function tellTyping(roomId: number, event: TypingEvent) {
    lines.announce(roomId, event)
    others?.tell(roomId, event)
  }

  function forget(roomId: number) {
    presence.forget(roomId)
    typing.forget(roomId)
    activity.forget(roomId)
  }

  function flush() {
    hub.flush()
    lobby.flush()
  }

  return {
    epoch: store.epoch,
    rooms: createRooms(core),
    messages: createMessages(core),
    follow: createFollow(core),

    /** Rooms created and deleted from now on. Rejects with STORE_UNAVAILABLE. */
    async followRooms(peer: Peer) {
      await others?.listKnown()
      return newTopicFeed({ hub: lobby, topic: "rooms" }, peer)
    },

    /** Where rooms stand in which something happens from now on. */
    followActivity: (peer: Peer) => newTopicFeed({ hub: watchers, topic: "activity" }, peer),

    setTyping: createSetTyping(core),

    /** 0, or the milliseconds until so many more calls from this address are heard. */
    waitToCall: admission.waitToCall,

    /** How many rooms have listeners, and how often anything was told to anybody. */
    delivered: () => ({ rooms: hub.figures().topics, deliveries: sumOf([hub, lobby, watchers]) }),

    /** Rejects with STORE_UNAVAILABLE when nothing can be read, soon whatever waits. `isWhole` is false while other nodes cannot be told. */
    async ready(): Promise<{ isWhole: boolean }> {
      await readiness.check()
      return { isWhole: others === null || others.isUp() }
    },

    /** Resolves when everybody has been told what was announced before. */
    async told() {
      await hub.told()
      await lobby.told()
    },

    /** Tells everybody now what was announced before. */
    flush,

    /** Takes nothing more in, and resolves when everything taken in is stored and told. */
    async drain() {
      await gate.close()
      flush()
    },

    close() {
      const parts = [lines, others, presence, typing, activity, admission]
      for (const part of parts) part?.close()
    },
  }
}

const sumOf = (hubs: { figures(): { deliveries: number } }[]) =>
  hubs.reduce((sum, one) => sum + one.figures().deliveries, 0)

export type Chat = ReturnType<typeof createChat>
