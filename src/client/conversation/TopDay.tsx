import { createMemo, Show } from "solid-js"
import type { Entry } from "../room/state.ts"
import { dayOf } from "../ui/dates.ts"
import { startsDay } from "./grouping.ts"

type TopDayProps = { entries: Entry[]; topmost: { index: number; top: number } }

/** The day of the topmost message, as long as its own date is not on the screen. Screen readers have that one. */
export function TopDay(props: TopDayProps) {
  const timestamp = createMemo(() => {
    const { index, top } = props.topmost
    const entry = props.entries[index]
    if (!entry) return
    const showsItself = top >= 0 && startsDay(props.entries[index - 1], entry)
    return showsItself || (index === 0 && top > 0) ? undefined : entry.timestamp
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
