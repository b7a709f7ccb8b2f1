/** The page of an earlier visit: shown until the room's own history is here, and kept where that proves it. */
import type { History, Message } from "../../shared/schema.ts"
import { logLength, merge } from "./entries.ts"
import type { CachedPage, RoomState } from "./state.ts"

const MESSAGES_MAX = 200

/** The page to cache: undefined while the log has a hole or ends before the newest. */
export function newestPage(state: RoomState, roomId: number): CachedPage | undefined {
  const { entries, nextBefore, nextAfter, missingAfter, cached } = state
  if (nextBefore === undefined || nextAfter !== null || missingAfter !== null || cached) return
  const end = logLength(entries)
  const start = Math.max(0, end - MESSAGES_MAX)
  const messages = entries
    .slice(start, end)
    .map(({ id, seq, username, content, timestamp, clientId }) => ({
      ...{ id, roomId, seq, username, content, timestamp, clientId },
    }))
  return { messages, nextBefore: start > 0 ? (messages[0]?.id ?? null) : nextBefore }
}

export const withCachedPage = (state: RoomState): RoomState =>
  state.nextBefore === undefined && state.cached
    ? {
        ...state,
        entries: merge(state.entries, state.cached.messages),
        nextBefore: state.cached.nextBefore,
      }
    : state

/**
 * The cached page stays only where the newest page shares a message with it: the database may be another, or an older
 * one, restored; the hole may be too wide.
 */
export function reconcileCachedPage(state: RoomState, { messages }: History): RoomState {
  const { cached } = state
  const first = cached?.messages[0]
  const [newestFirst] = messages
  const isProven = cached?.messages.some((old) => messages.some((now) => isSame(old, now)))
  if (!cached || !first || !newestFirst || !isProven) return { ...state, cached: null }
  return {
    ...state,
    entries: merge(
      state.entries,
      cached.messages.filter(({ seq }) => seq < newestFirst.seq),
    ),
    nextBefore: first.seq < newestFirst.seq ? cached.nextBefore : state.nextBefore,
    cached: null,
  }
}

const isSame = (a: Message, b: Message) =>
  a.id === b.id && a.seq === b.seq && a.timestamp === b.timestamp
