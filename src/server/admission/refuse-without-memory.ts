import { ChatError } from "../../shared/errors.ts"
import { READ_WAIT_MS_MAX } from "../limits.ts"
import { type MemoryBudget, overloaded } from "./memory-budget.ts"

export function hasSpaceFor(budget: MemoryBudget, address: string): boolean {
  const space = budget.spaceFor(address)
  if (space !== "not for this address") return space === "yes"
  const options = { retryAfterMs: READ_WAIT_MS_MAX }
  throw new ChatError("TOO_MUCH_UNREAD", "read what was answered before", options)
}

/** Throws TOO_MUCH_UNREAD or OVERLOADED where nothing more may be held for an address now. */
export function refuseWithoutMemory(budget: MemoryBudget, address: string): void {
  if (!hasSpaceFor(budget, address)) throw overloaded()
}
