import type { ActivityEvent, RoomEvent, RoomsEvent } from "../../shared/events.ts"
import type { Admission } from "../admission/admission.ts"
import type { Hub } from "../hub/hub.ts"
import type { Activity } from "../live/activity.ts"
import type { Presence } from "../live/presence.ts"
import type { RoomStreams } from "../live/room-streams.ts"
import type { Topic } from "../live/topics.ts"
import type { Typing } from "../live/typing.ts"
import type { Metrics } from "../metrics.ts"
import type { Cluster } from "../nodes/cluster.ts"
import type { Store } from "../store/store.ts"
import type { Access } from "./access.ts"
import type { Gate } from "./gate.ts"

export type Core = {
  store: Store
  admission: Admission
  access: Access
  gate: Gate
  /** Delivers to a room's subscribers. What is published to a room goes through its stream. */
  hub: Hub<number, RoomEvent>
  roomStreams: RoomStreams
  roomListHub: Hub<Topic, RoomsEvent>
  activityHub: Hub<Topic, ActivityEvent>
  cluster: Cluster | null
  presence: Presence
  typing: Typing
  activity: Activity
  roomsMax: number
  metrics: Metrics
}
