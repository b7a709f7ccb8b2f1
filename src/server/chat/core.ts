import type { RoomEvent, RoomsEvent } from "../../shared/events.ts"
import type { Admission } from "../admission/admission.ts"
import type { SharedRate } from "../admission/rate.ts"
import type { Figures } from "../figures.ts"
import type { Hub } from "../hub/hub.ts"
import type { Store } from "../store/store.ts"
import type { ActivityBoard } from "./activity.ts"
import type { Cluster } from "./cluster.ts"
import type { Gate } from "./gate.ts"
import type { Lines } from "./lines.ts"
import type { PresenceBoard } from "./presence.ts"
import type { TypingBoard } from "./typing.ts"

/** What the parts of the core share. */
export type Core = {
  store: Store
  admission: Admission
  gate: Gate
  /** Delivers. What a room is told goes through its line. */
  hub: Hub<number, RoomEvent>
  lines: Lines
  lobby: Hub<"rooms", RoomsEvent>
  /** The other nodes, where there may be any. */
  others: Cluster | null
  presence: PresenceBoard
  typing: TypingBoard
  activity: ActivityBoard
  sendRate: SharedRate | null
  roomRate: SharedRate | null
  figures: Figures
}
