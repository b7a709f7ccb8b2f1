import type { Emoji } from "./emoji.ts"

/** Those that go by this name or begin with it, the nearest first. */
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

function distanceFrom({ codes, label }: Emoji, name: string) {
  if (codes.includes(name)) return 0
  if (codes.some((code) => code.startsWith(name))) return 1
  return label.toLowerCase().startsWith(name) ? 2 : 3
}
