/** What was written here and is not in the log: it follows the log, in the order of writing. */
import { mapPending, toPendingEntry } from "./entries.ts"
import type { Entry, RoomAction } from "./state.ts"

type PendingAction = Extract<RoomAction, { type: "sending" | "refused" | "discarded" }>

export function applyPending(entries: Entry[], action: PendingAction): Entry[] {
  const isMeant = (entry: Entry) => isUnsent(entry) && entry.clientId === action.clientId
  switch (action.type) {
    case "sending":
      return addPending(entries, toPendingEntry(action))
    case "refused":
      return mapPending(entries, (entry) =>
        isMeant(entry) ? { ...entry, state: "refused", why: action.why } : entry,
      )
    case "discarded":
      return mapPending(entries, (entry) => (isMeant(entry) ? null : entry))
    default:
      return action satisfies never
  }
}

/** Sent again, an entry is the last one pending. */
const addPending = (entries: Entry[], entry: Entry): Entry[] =>
  entries.some(({ key, state }) => key === entry.key && (state === "logged" || state === "sent"))
    ? entries
    : [...mapPending(entries, (other) => (other.key === entry.key ? null : other)), entry]

export const isUnsent = ({ state }: Entry): boolean => state === "sending" || state === "refused"
