import { nameKey } from "../../shared/text.ts"
import type { Entry } from "../room/state.ts"
import { isSameDay } from "../ui/dates.ts"

const GROUP_MS = 5 * 60_000

type Sent = Pick<Entry, "username" | "timestamp">

export const startsDay = (before: Sent | undefined, entry: Sent) =>
  !before || !isSameDay(before.timestamp, entry.timestamp)

/** One author's messages within five minutes are shown under one name. */
export const startsGroup = (before: Sent | undefined, entry: Sent) =>
  !before ||
  startsDay(before, entry) ||
  nameKey(before.username) !== nameKey(entry.username) ||
  Math.abs(Date.parse(entry.timestamp) - Date.parse(before.timestamp)) > GROUP_MS
