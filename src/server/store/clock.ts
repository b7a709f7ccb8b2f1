/** Tells the time as ISO 8601 in UTC, never earlier than it told before: a clock set back must not reorder a room. */
export function createClock(): () => string {
  let latest = 0
  return () => {
    latest = Math.max(latest, Date.now())
    return new Date(latest).toISOString()
  }
}
