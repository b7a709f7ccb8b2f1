/** A place in a room's log as tRPC's event id: `EPOCH:SEQ`. */

/** No log is that long: a reader that claims to be here is told `gap`. */
const NOWHERE = Number.MAX_SAFE_INTEGER

export const positionId = (epoch: string, seq: number) => `${epoch}:${seq}`

/** The seq after which to go on; null without an id, and nowhere for an id this database never gave. */
export function positionIn(epoch: string, id: string | null | undefined): number | null {
  if (id === null || id === undefined) return null
  const [idEpoch, seq] = id.split(":")
  return idEpoch === epoch && /^\d{1,15}$/.test(seq ?? "") ? Number(seq) : NOWHERE
}
