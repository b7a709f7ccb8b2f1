/** How entries follow each other on the screen. */
import { nameKey } from "../../shared/text.ts"
import type { Entry } from "../room/state.ts"
import { isSameDay } from "../ui/dates.ts"

const GROUP_MS = 5 * 60_000

type Said = Pick<Entry, "username" | "timestamp">

export const startsDay = (before: Said | undefined, entry: Said) =>
  !before || !isSameDay(before.timestamp, entry.timestamp)

/** One author's messages within five minutes stand together, under the name once. */
export const startsGroup = (before: Said | undefined, entry: Said) =>
  !before ||
  startsDay(before, entry) ||
  nameKey(before.username) !== nameKey(entry.username) ||
  Math.abs(Date.parse(entry.timestamp) - Date.parse(before.timestamp)) > GROUP_MS
