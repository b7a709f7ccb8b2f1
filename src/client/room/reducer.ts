/**
 * The one reducer of a room: the server's events, pages of its history and what is written here enter through it. Whatever
 * the order, an entry is there once, and in the order of the log.
 */
import { lastLogged, logLength, newestSeq } from "./entries.ts"
import { applyPage } from "./history.ts"
import { addMessages, confirmSent } from "./messages.ts"
import { applyPending, isUnsent } from "./pending.ts"
import { addPerson, removePerson } from "./people.ts"
import { type Entry, emptyRoom, type RoomAction, type RoomState } from "./state.ts"

export function applyAction(state: RoomState, action: RoomAction): RoomState {
  switch (action.type) {
    case "message":
      return addMessages(state, [action])
    case "messages":
      return addMessages(state, action.messages)
    case "typing":
      return action.isTyping
        ? addPerson(state, "typing", action.username)
        : removePerson(state, "typing", action.username)
    case "join":
      return addPerson(state, "people", action.username)
    case "leave":
      return removePerson(removePerson(state, "typing", action.username), "people", action.username)
    case "users_list":
      return { ...state, people: action.users }
    case "room_deleted":
      return { ...state, deleted: true }
    case "gap":
      return applyGap(state, action.latestSeq)
    case "subscribed":
      return expectMissing(state)
    case "cached":
      return state.nextBefore === undefined ? { ...state, cached: action } : state
    case "newest":
    case "older":
    case "newer":
    case "around":
      return applyPage(state, action)
    case "detached":
      return detachFromNewest(state)
    case "acknowledged":
      return { ...state, entries: confirmSent(state, action) }
    case "sending":
    case "refused":
    case "discarded":
      return { ...state, entries: applyPending(state.entries, action) }
    case "reset":
      return { ...emptyRoom(), ...withoutLog(state.entries) }
    default:
      // A newer server may send events that this app does not know.
      action satisfies never
      return state
  }
}

const applyGap = (state: RoomState, latestSeq: number): RoomState =>
  state.nextAfter === null
    ? { ...state, ...withoutLog(state.entries) }
    : { ...state, latestSeq: Math.max(state.latestSeq, latestSeq) }

const expectMissing = (state: RoomState): RoomState =>
  state.nextAfter === null
    ? { ...state, missingAfter: state.missingAfter ?? newestSeq(state.entries) }
    : state

/** Only from a log without holes. */
function detachFromNewest(state: RoomState): RoomState {
  if (state.nextBefore === undefined || state.missingAfter !== null) return state
  return { ...state, nextAfter: state.nextAfter ?? lastLogged(state.entries)?.id ?? null }
}

const withoutLog = (entries: Entry[]) => ({
  entries: entries.slice(logLength(entries)).filter(isUnsent),
  nextBefore: undefined,
  nextAfter: null,
  missingAfter: 0,
})
