/** Times as people of the browser's language write them. */

const time = new Intl.DateTimeFormat(undefined, { timeStyle: "short" })
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" })
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" })
const dayOfYear = new Intl.DateTimeFormat(undefined, { dateStyle: "long" })
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" })

export const timeOf = (timestamp: string) => time.format(new Date(timestamp))

export const fullDateOf = (timestamp: string) => full.format(new Date(timestamp))

/** "today", "yesterday", "Monday, 3 March", and with its year what is longer ago. */
export function dayOf(timestamp: string, now = new Date()): string {
  const then = new Date(timestamp)
  const daysAgo = Math.round((midnight(now) - midnight(then)) / 86_400_000)
  if (daysAgo === 0 || daysAgo === 1) return relative.format(-daysAgo, "day")
  return then.getFullYear() === now.getFullYear() ? day.format(then) : dayOfYear.format(then)
}

export const isSameDay = (a: string, b: string) => midnight(new Date(a)) === midnight(new Date(b))

const midnight = (date: Date) => new Date(date).setHours(0, 0, 0, 0)
