/** A place in a room's log, as the doors write it: a `seq`, at the tRPC door with its epoch before it. */

/** No log is that long: a reader that claims to be here is told `gap`. */
const NOWHERE = Number.MAX_SAFE_INTEGER

/** Reads a `seq`; a position that cannot be read is one no room ever had. */
export const seqIn = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : NOWHERE)

export const eventId = (epoch: string, seq: number) => `${epoch}:${seq}`

/** The seq after which to go on: null without an id, nowhere for one that another database gave. */
export function seqOfEvent(epoch: string, id: string | null | undefined): number | null {
  if (id === null || id === undefined) return null
  return id.startsWith(`${epoch}:`) ? seqIn(id.slice(epoch.length + 1)) : NOWHERE
}
