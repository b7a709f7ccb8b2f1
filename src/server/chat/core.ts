import type { RoomEvent, RoomsEvent } from "../../shared/events.ts"
import type { Hub } from "../hub/hub.ts"
import type { Store } from "../store/store.ts"
import type { Gate } from "./gate.ts"
import type { PresenceBoard } from "./presence.ts"
import type { Rate } from "./rate.ts"
import type { TypingBoard } from "./typing.ts"

/** What the parts of the core share. */
export type Core = {
  store: Store
  gate: Gate
  hub: Hub<number, RoomEvent>
  lobby: Hub<"rooms", RoomsEvent>
  presence: PresenceBoard
  typing: TypingBoard
  sendRate: Rate<string> | null
  roomRate: Rate<string> | null
}
