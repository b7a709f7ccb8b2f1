/** A clock that was set back by more has been wrong before, and what it said then must not become the time for good. */
export const CLOCK_HELD_MS_MAX = 1_000

/**
 * Tells the time as ISO 8601 in UTC. Set back by a little, as clocks are to be kept right, it stands still meanwhile. The
 * order of a room hangs on `seq` and never on this.
 */
export function createClock(): () => string {
  let latest = 0
  return () => {
    const now = Date.now()
    latest = latest - now > CLOCK_HELD_MS_MAX ? now : Math.max(latest, now)
    return new Date(latest).toISOString()
  }
}
