/** The core: what can be done in Confab, without a word about how it was asked. */
import type { ActivityEvent, RoomEvent, RoomsEvent } from "../../shared/events.ts"
import {
  CREATE_BURST,
  CREATE_PER_SECOND,
  SEND_BURST,
  SEND_PER_SECOND,
} from "../../shared/limits.ts"
import { type Admission, createAdmission } from "../admission/admission.ts"
import type { Peer } from "../admission/peer.ts"
import { createRates } from "../admission/rates.ts"
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
import type { Person } from "./people.ts"
import { createPresence } from "./presence.ts"
import { createRooms } from "./rooms.ts"
import { TopicFeed } from "./topic-feed.ts"
import { createTyping, type TypingEvent } from "./typing.ts"

type Typing = { roomId: number; isTyping: boolean }
/** `nodes` where others may use the same database. */
type Parts = {
  store: Store
  rateLimit: boolean
  admission?: Admission
  nodes?: Nodes | null | undefined
  figures?: Figures
}

export function createChat(parts: Parts) {
  const { store, rateLimit, nodes, figures = createFigures() } = parts
  const { admission = createAdmission({ rateLimit }, store.readsAtOnce) } = parts
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
  const rate = createRates({ rateLimit, shareRate: nodes?.createRate })
  const sendRate = rate("sends", { burst: SEND_BURST, perSecond: SEND_PER_SECOND })
  const roomRate = rate("rooms", { burst: CREATE_BURST, perSecond: CREATE_PER_SECOND })
  const typing = createTyping(tellTyping, admission.admitsTyping)
  const tellOthers = (event: ActivityEvent) => others?.tellActivity(event)
  const activity = createActivity(watchers, nodes ? tellOthers : undefined)
  const boards = { presence, typing, activity }
  const others: Cluster | null = nodes
    ? createCluster(nodes, { store, lines, lobby, watchers, ...boards, figures })
    : null
  const rates = { sendRate, roomRate }
  const core: Core = {
    store,
    admission,
    gate,
    hub,
    lines,
    lobby,
    others,
    ...boards,
    ...rates,
    figures,
  }

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
    async followRooms(signal?: AbortSignal) {
      await others?.listKnown()
      return new TopicFeed({ hub: lobby, topic: "rooms" }, signal)
    },

    /** Where rooms stand in which something happens from now on. */
    followActivity: (signal?: AbortSignal) =>
      new TopicFeed({ hub: watchers, topic: "activity" }, signal),

    /** Rejects with ROOM_NOT_FOUND. */
    async setTyping(peer: Peer, who: Person, { roomId, isTyping }: Typing) {
      // Where nobody listens there is perhaps no room, and nobody to tell but at other nodes.
      const isHeard = hub.hasListeners(roomId)
      if (!isHeard) await admission.reads.inTurn(peer, () => store.room(roomId))
      if (!(isHeard || others)) return
      if (isTyping) typing.start(peer, roomId, who)
      else typing.stop(roomId, who)
    },

    /** How many rooms have listeners, and how often anything was told to anybody. */
    delivered: () => ({ rooms: hub.figures().topics, deliveries: sumOf([hub, lobby, watchers]) }),

    /** Rejects with STORE_UNAVAILABLE when nothing can be read. `isWhole` is false while other nodes cannot be told. */
    async ready(): Promise<{ isWhole: boolean }> {
      await store.rooms({ after: 0, limit: 1 })
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
      lines.close()
      others?.close()
      presence.close()
      typing.close()
      activity.close()
      sendRate?.close()
      roomRate?.close()
      admission.close()
    },
  }
}

const sumOf = (hubs: { figures(): { deliveries: number } }[]) =>
  hubs.reduce((sum, one) => sum + one.figures().deliveries, 0)

export type Chat = ReturnType<typeof createChat>
