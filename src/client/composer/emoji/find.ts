import type { Emoji } from "./emoji.ts"

/** By the beginning of any of its words, the nearest match first. */
export function findEmoji(all: Emoji[], query: string, max: number): Emoji[] {
  const name = query.trim().toLowerCase()
  const parts = name.split(/[_\s]+/).map((part) => ` ${part}`)
  return all
    .filter(({ sought }) => parts.every((part) => sought.includes(part)))
    .map((emoji) => ({ emoji, distance: distanceFrom(emoji, name) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, max)
    .map(({ emoji }) => emoji)
}

export const emojiCalled = (all: Emoji[], code: string): Emoji | undefined =>
  all.find(({ codes }) => codes.includes(code))

/** How many characters of a shortcode are missing; other matches are further away. */
function distanceFrom({ codes, label }: Emoji, name: string) {
  const rests = codes.filter((code) => code.startsWith(name)).map(({ length }) => length)
  if (rests.length > 0) return Math.min(...rests) - name.length
  return label.toLowerCase().startsWith(name) ? FAR : FAR + 1
}

const FAR = 1_000
