/**
 * Who may do what: the one file that knows. Every command and every feed asks when it begins; where rights change, feeds
 * are evicted (hub.evict), so that delivery asks nothing.
 */
import { ChatError } from "../../shared/errors.ts"
import type { Caller } from "../identity/caller.ts"

type ServerAction = "list rooms" | "create room"
/** Without `see`, a room does not exist for a caller. */
export type RoomAction = "see" | "read" | "follow" | "post" | "type" | "delete"

/** `roomId` is null for what is done on the server. Pure and synchronous. */
export type May = (
  caller: Caller,
  action: ServerAction | RoomAction,
  roomId: number | null,
) => boolean

/** As long as nobody owns the server, every action is open to all. */
export const may: May = () => true

export function createAccess(isAllowed: May) {
  return {
    /** Throws NOT_ALLOWED. */
    admit(caller: Caller, action: ServerAction): void {
      if (!isAllowed(caller, action, null)) throw notAllowed()
    },

    /** Throws ROOM_NOT_FOUND, as for a room that is not there, or NOT_ALLOWED. */
    admitTo(caller: Caller, roomId: number, action: RoomAction): void {
      if (isAllowed(caller, action, roomId)) return
      if (isAllowed(caller, "see", roomId)) throw notAllowed()
      throw new ChatError("ROOM_NOT_FOUND", "Room not found")
    },
  }
}

const notAllowed = () => new ChatError("NOT_ALLOWED", "you may not do this")

export type Access = ReturnType<typeof createAccess>
