import { createMemo, Show } from "solid-js"
import type { Entry } from "../room/state.ts"
import { dayOf } from "../ui/dates.ts"
import { startsDay } from "./grouping.ts"

type TopDayProps = { entries: Entry[]; topRow: { index: number; top: number } }

/** The day of the top message while that day's own heading, which screen readers have, is not on the screen. */
export function TopDay(props: TopDayProps) {
  const timestamp = createMemo(() => {
    const { index, top } = props.topRow
    const entry = props.entries[index]
    if (!entry) return
    const isHeadingShown = top >= 0 && startsDay(props.entries[index - 1], entry)
    return isHeadingShown || (index === 0 && top > 0) ? undefined : entry.timestamp
  })
  return (
    <Show when={timestamp()}>
      {(at) => (
        <p class="top-day" aria-hidden="true">
          <time dateTime={at()}>{dayOf(at())}</time>
        </p>
      )}
    </Show>
  )
}
