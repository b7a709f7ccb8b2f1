/** A clock that was set back by more was wrong before, and the time it gave then must not stay for good. */
export const CLOCK_HELD_MS_MAX = 1_000

/**
 * Returns the time as ISO 8601 in UTC. Set back by a little, as clocks are to be kept right, it stands still meanwhile. The
 * order of a room depends on `seq` and never on this.
 */
export function createClock(): () => string {
  let latest = 0
  return () => {
    const now = Date.now()
    latest = latest - now > CLOCK_HELD_MS_MAX ? now : Math.max(latest, now)
    return new Date(latest).toISOString()
  }
}
