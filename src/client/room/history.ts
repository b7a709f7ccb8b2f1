/** How a page of history becomes part of what is here: the newest, those beside what is here, or one far back. */
import type { History } from "../../shared/schema.ts"
import { withRemembered } from "./cached.ts"
import { changeWaiting, lastLogged, logLength, merge, placeOf } from "./entries.ts"
import type { Live, LiveEvent } from "./state.ts"

type PageEvent = Extract<LiveEvent, { type: "history" | "older" | "newer" | "around" }>

export function withPage(live: Live, event: PageEvent): Live {
  switch (event.type) {
    case "history":
      return withRemembered(withNewest(live, event), event)
    case "older":
      if (event.before !== live.olderThan) return live
      return { ...live, entries: merge(live.entries, event.messages), olderThan: event.nextBefore }
    case "newer":
      if (event.after !== live.newerThan) return live
      return reaching({ ...live, entries: merge(live.entries, event.messages) }, event)
    case "around":
      return {
        ...(event.nextAfter === null ? withNewest(live, event) : withPart(live, event)),
        remembered: null,
      }
    default:
      return event satisfies never
  }
}

/** The newest page replaces what is before it, unless it reaches back to what was known without a gap. */
function withNewest(live: Live, page: History): Live {
  const { messages, nextBefore } = page
  const from = messages[0]?.seq ?? 0
  const reaches = live.missingAfter !== null && from <= live.missingAfter + 1
  const known = changeWaiting(
    reaches ? live.entries : live.entries.slice(placeOf(live.entries, from)),
    (entry) => (entry.state === "sent" ? null : entry),
  )
  const olderThan = reaches && live.olderThan !== undefined ? live.olderThan : nextBefore
  const entries = merge(known, messages)
  return reaching({ ...live, entries, olderThan, missingAfter: null }, page)
}

/** A part of the log, which ends before the newest. */
const withPart = (live: Live, page: History): Live =>
  reaching(
    {
      ...live,
      entries: merge(live.entries.slice(logLength(live.entries)), page.messages),
      olderThan: page.nextBefore,
      missingAfter: null,
    },
    page,
  )

/** What was told while the page was on its way, and not kept, may be missing after it. */
function reaching(live: Live, { nextAfter }: History): Live {
  const last = lastLogged(live.entries)
  const latest = nextAfter === null ? Math.max(live.latest, last?.seq ?? 0) : live.latest
  const newerThan = nextAfter ?? (last && last.seq < latest ? last.id : null)
  return { ...live, newerThan, latest }
}
