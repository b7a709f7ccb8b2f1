import type { History } from "../../shared/schema.ts"
import { reconcileCachedPage } from "./cached.ts"
import { lastLogged, logLength, lowerBound, mapPending, merge } from "./entries.ts"
import type { RoomAction, RoomState } from "./state.ts"

type PageAction = Extract<RoomAction, { type: "newest" | "older" | "newer" | "around" }>

export function applyPage(state: RoomState, action: PageAction): RoomState {
  switch (action.type) {
    case "newest":
      return reconcileCachedPage(applyNewest(state, action), action)
    case "older":
      if (action.before !== state.nextBefore) return state
      return {
        ...state,
        entries: merge(state.entries, action.messages),
        nextBefore: action.nextBefore,
      }
    case "newer":
      if (action.after !== state.nextAfter) return state
      return endWindow({ ...state, entries: merge(state.entries, action.messages) }, action)
    case "around":
      return {
        ...(action.nextAfter === null ? applyNewest(state, action) : replaceWindow(state, action)),
        cached: null,
      }
    default:
      return action satisfies never
  }
}

/** Replaces what is before the page, unless the page reaches back to what was known without a gap. */
function applyNewest(state: RoomState, page: History): RoomState {
  const from = page.messages[0]?.seq ?? 0
  const isContiguous = state.missingAfter !== null && from <= state.missingAfter + 1
  const known = mapPending(
    isContiguous ? state.entries : state.entries.slice(lowerBound(state.entries, from)),
    (entry) => (entry.state === "sent" ? null : entry),
  )
  const nextBefore =
    isContiguous && state.nextBefore !== undefined ? state.nextBefore : page.nextBefore
  const entries = merge(known, page.messages)
  return endWindow({ ...state, entries, nextBefore, missingAfter: null }, page)
}

const replaceWindow = (state: RoomState, page: History): RoomState =>
  endWindow(
    {
      ...state,
      entries: merge(state.entries.slice(logLength(state.entries)), page.messages),
      nextBefore: page.nextBefore,
      missingAfter: null,
    },
    page,
  )

/** Messages that came while the page was requested, and were only counted, may be missing after it. */
function endWindow(state: RoomState, page: History): RoomState {
  const last = lastLogged(state.entries)
  const latestSeq =
    page.nextAfter === null ? Math.max(state.latestSeq, last?.seq ?? 0) : state.latestSeq
  const nextAfter = page.nextAfter ?? (last && last.seq < latestSeq ? last.id : null)
  return { ...state, nextAfter, latestSeq }
}
