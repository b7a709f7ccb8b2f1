import { ChatError } from "../../shared/errors.ts"
import { READ_WAIT_MS_MAX } from "../limits.ts"
import { type MemoryBudget, overloaded } from "./memory-budget.ts"

/** Whether one more answer or body finds room. Throws TOO_MUCH_UNREAD for an address that may hold no more. */
export function hasRoomFor(budget: MemoryBudget, address: string): boolean {
  const room = budget.roomFor(address)
  if (room !== "not for this address") return room === "yes"
  const options = { retryAfterMs: READ_WAIT_MS_MAX }
  throw new ChatError("TOO_MUCH_UNREAD", "read what was answered before", options)
}

/** Throws TOO_MUCH_UNREAD or OVERLOADED where nothing more may be held for an address now. */
export function refuseWithoutRoom(budget: MemoryBudget, address: string): void {
  if (!hasRoomFor(budget, address)) throw overloaded()
}
