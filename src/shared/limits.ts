/** What clients meet, its unit in its name. "Chars" are Unicode code points, as in the system we replace. */

export const ROOM_NAME_CHARS_MAX = 100
export const USERNAME_CHARS_MAX = 32
export const CONTENT_CHARS_MAX = 4_000
export const CLIENT_ID_CHARS_MAX = 64
export const HISTORY_MESSAGES_DEFAULT = 50
export const HISTORY_MESSAGES_MAX = 200
export const ROOMS_LISTED_MAX = 1_000
/** A client further behind gets `gap` and reloads history. */
export const REPLAY_EVENTS_MAX = 500
export const TYPING_LEASE_MS = 6_000
export const EXCERPT_CHARS_MAX = 120
export const BODY_BYTES_MAX = 64 * 1024
export const FRAME_BYTES_MAX = 64 * 1024
export const JSON_DEPTH_MAX = 32
/** Parsed, lists and objects take many times their text. */
export const JSON_STRUCTURES_MAX = 2_000
export const BATCH_CALLS_MAX = 50
/** Of a call over a tRPC socket; a number has to be a safe integer. */
export const CALL_ID_CHARS_MAX = 64
export const SUBSCRIPTIONS_PER_SOCKET_MAX = 100
