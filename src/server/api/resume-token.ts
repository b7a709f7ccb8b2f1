/** A position in a room's log: a `seq`, at the tRPC door with its epoch before it. */

/** No log is that long: a client that resumes here gets `gap`. */
const UNKNOWN_SEQ = Number.MAX_SAFE_INTEGER

export const seqIn = (text: string): number =>
  /^\d{1,15}$/.test(text) ? Number(text) : UNKNOWN_SEQ

export const eventId = (epoch: string, seq: number) => `${epoch}:${seq}`

/** Null without an id; unknown for an id of another database. */
export function seqOfEvent(epoch: string, id: string | null | undefined): number | null {
  if (id === null || id === undefined) return null
  return id.startsWith(`${epoch}:`) ? seqIn(id.slice(epoch.length + 1)) : UNKNOWN_SEQ
}
