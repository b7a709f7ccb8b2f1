import { go } from "fuzzysort"

/** `at` is the time of its last message, empty when there is none. */
export type Choice = { id: number; name: string; unread: number; at: string }

/** `parts` is its name, matches at the odd places. */
export type Found = { room: Choice; parts: string[] }

const CHOICES_MAX = 50
/** So low that any of its letters in the right order will do. */
const SCORE_MIN = 0.2
const UNREAD_BONUS = 0.1

/** The likeliest first. */
export function choicesFor(sought: string, rooms: Choice[], current: number | null): Found[] {
  if (sought.trim() === "")
    return rooms
      .toSorted(byLikelihood(current))
      .slice(0, CHOICES_MAX)
      .map((room) => ({ room, parts: [room.name] }))
  const results = go(sought, rooms, {
    key: "name",
    limit: CHOICES_MAX,
    threshold: SCORE_MIN,
    scoreFn: ({ score, obj }) => (obj.unread > 0 ? score + UNREAD_BONUS : score),
  })
  return results.map((result) => ({ room: result.obj, parts: partsOf(result) }))
}

/** Unread rooms, then the latest ones; the current room last. */
const byLikelihood = (current: number | null) => (a: Choice, b: Choice) =>
  Number(a.id === current) - Number(b.id === current) ||
  Number(b.unread > 0) - Number(a.unread > 0) ||
  byTime(b.at, a.at)

/** Empty rooms keep the list's own order. */
function byTime(a: string, b: string) {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function partsOf({ target, indexes }: { target: string; indexes: readonly number[] }): string[] {
  const found = new Set(indexes)
  const parts = [""]
  for (const [index, unit] of target.split("").entries()) {
    const isOdd = parts.length % 2 === 0
    if (found.has(index) === isOdd) parts[parts.length - 1] += unit
    else parts.push(unit)
  }
  return parts
}
