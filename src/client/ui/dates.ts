/** Times in the interface's language. */
import { createMemo, createRoot } from "solid-js"
import { settings } from "../settings/settings.ts"
import { locale } from "../words/words.ts"
import { once } from "./once.ts"

// A memo: making a format takes longer than using it a thousand times.
const formats = createRoot(() => createMemo(() => formatsIn(locale(), settings.clock.chosen())))

type Clock = ReturnType<typeof settings.clock.chosen>

function formatsIn(language: string, clock: Clock) {
  const hours = clock === "auto" ? {} : { hour12: clock === "12" }
  const format = (options: Intl.DateTimeFormatOptions) =>
    once(() => new Intl.DateTimeFormat(language, options))
  return {
    time: format({ timeStyle: "short", ...hours }),
    full: format({ dateStyle: "full", timeStyle: "short", ...hours }),
    day: format({ weekday: "long", day: "numeric", month: "long" }),
    dayOfYear: format({ dateStyle: "long" }),
    date: format({ day: "numeric", month: "short" }),
    dateOfYear: format({ dateStyle: "short" }),
    relative: once(() => new Intl.RelativeTimeFormat(language, { numeric: "auto" })),
  }
}

export const timeOf = (timestamp: string) => formats().time().format(new Date(timestamp))

export const fullDateOf = (timestamp: string) => formats().full().format(new Date(timestamp))

/** "today", "yesterday", "Monday, 3 March", with the year if it is another. */
export function dayOf(timestamp: string, now = new Date()): string {
  const { relative, day, dayOfYear } = formats()
  const then = new Date(timestamp)
  const daysAgo = Math.round((midnight(now) - midnight(then)) / 86_400_000)
  if (daysAgo === 0 || daysAgo === 1) return relative().format(-daysAgo, "day")
  return then.getFullYear() === now.getFullYear() ? day().format(then) : dayOfYear().format(then)
}

/** The time if it is today, else the date. */
export function shortOf(timestamp: string, now = new Date()): string {
  const { date, dateOfYear } = formats()
  const then = new Date(timestamp)
  if (midnight(now) === midnight(then)) return timeOf(timestamp)
  return then.getFullYear() === now.getFullYear() ? date().format(then) : dateOfYear().format(then)
}

export const isSameDay = (a: string, b: string) => midnight(new Date(a)) === midnight(new Date(b))

const midnight = (date: Date) => new Date(date).setHours(0, 0, 0, 0)
