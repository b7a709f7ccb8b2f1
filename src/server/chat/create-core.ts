import type { ActivityEvent, RoomEvent, RoomsEvent } from "../../shared/events.ts"
import { type Admission, createAdmission } from "../admission/admission.ts"
import { Hub } from "../hub/hub.ts"
import { ROOMS_MAX } from "../limits.ts"
import { createActivity } from "../live/activity.ts"
import { Presence } from "../live/presence.ts"
import { RoomStreams } from "../live/room-streams.ts"
import type { Topic } from "../live/topics.ts"
import { Typing } from "../live/typing.ts"
import { createMetrics, type Metrics } from "../metrics.ts"
import { type Cluster, createCluster, type Nodes } from "../nodes/cluster.ts"
import type { Store } from "../store/store.ts"
import { createAccess, type May, may } from "./access.ts"
import type { Core } from "./core.ts"
import { createGate } from "./gate.ts"

/** `nodes` where others may use the same database. */
export type CoreOptions = {
  store: Store
  rateLimit: boolean
  admission?: Admission
  roomsMax?: number
  nodes?: Nodes | null | undefined
  metrics?: Metrics
  may?: May
}

export function createCore({ store, nodes, ...options }: CoreOptions): Core {
  const { roomsMax = ROOMS_MAX, metrics = createMetrics(), rateLimit } = options
  const { admission = createAdmission({ rateLimit, nodes }, store.readsAtOnce) } = options
  const hub = new Hub<number, RoomEvent>()
  const roomListHub = new Hub<Topic, RoomsEvent>()
  const activityHub = new Hub<Topic, ActivityEvent>()
  const roomStreams = new RoomStreams({
    store,
    hub,
    metrics,
    onOpen: (roomId) => cluster?.subscribe(roomId),
    onEnd(roomId) {
      for (const part of [presence, typing, activity]) part.forget(roomId)
    },
  })
  const presence = new Presence(
    (...event) => roomStreams.publish(...event),
    (...change) => cluster?.presence.record(...change),
  )
  const typing = new Typing((roomId, event, options) => {
    roomStreams.publish(roomId, event, options)
    cluster?.publish(roomId, event)
  }, admission.admitsTyping)
  const activity = createActivity(
    activityHub,
    nodes ? (event) => cluster?.publishActivity(event) : undefined,
  )
  const live = { hub, roomStreams, roomListHub, activityHub, presence, typing, activity }
  const cluster: Cluster | null = nodes ? createCluster(nodes, { store, metrics, ...live }) : null
  const access = createAccess(options.may ?? may)
  return { store, admission, access, gate: createGate(), ...live, cluster, roomsMax, metrics }
}
