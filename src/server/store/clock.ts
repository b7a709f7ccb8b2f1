/** A clock that was set back by more was wrong before, and the time it gave then must not stay for good. */
export const CLOCK_HELD_MS_MAX = 1_000

/** ISO 8601 in UTC. Set back by a little, as clocks are, it stands still meanwhile; rooms are ordered by `seq` alone. */
export function createClock(): () => string {
  let latest = 0
  return () => {
    const now = Date.now()
    latest = latest - now > CLOCK_HELD_MS_MAX ? now : Math.max(latest, now)
    return new Date(latest).toISOString()
  }
}
