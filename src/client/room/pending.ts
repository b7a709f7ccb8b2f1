/** What was written here and the server does not have yet: it waits behind the log, in the order it was written. */
import { changeWaiting, toSend } from "./entries.ts"
import type { Entry, LiveEvent } from "./state.ts"

type WritingEvent = Extract<LiveEvent, { type: "sending" | "refused" | "discarded" }>

export function withWriting(entries: Entry[], event: WritingEvent): Entry[] {
  const isMeant = (entry: Entry) => isUnsent(entry) && entry.clientId === event.clientId
  switch (event.type) {
    case "sending":
      return write(entries, toSend(event))
    case "refused":
      return changeWaiting(entries, (entry) =>
        isMeant(entry) ? { ...entry, state: "refused", why: event.why } : entry,
      )
    case "discarded":
      return changeWaiting(entries, (entry) => (isMeant(entry) ? null : entry))
    default:
      return event satisfies never
  }
}

/** Written again, an entry is the last one waiting. */
const write = (entries: Entry[], entry: Entry): Entry[] =>
  entries.some(({ key, state }) => key === entry.key && (state === "logged" || state === "sent"))
    ? entries
    : [...changeWaiting(entries, (other) => (other.key === entry.key ? null : other)), entry]

export const isUnsent = ({ state }: Entry): boolean => state === "sending" || state === "refused"
