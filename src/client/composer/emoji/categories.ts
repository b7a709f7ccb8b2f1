import type { Words } from "../../words/en.ts"
import type { Emoji } from "./emoji.ts"
import { recentEmoji } from "./recents.ts"

export type Category = keyof Words["emoji"]["categories"]

/** `group` is Emojibase's own number. */
export const categories: { name: Category; sign: string; group: number | null }[] = [
  { name: "recent", sign: "🕒", group: null },
  { name: "smileys", sign: "😀", group: 0 },
  { name: "people", sign: "👋", group: 1 },
  { name: "nature", sign: "🐻", group: 3 },
  { name: "food", sign: "🍏", group: 4 },
  { name: "travel", sign: "🚗", group: 5 },
  { name: "activities", sign: "⚽", group: 6 },
  { name: "objects", sign: "💡", group: 7 },
  { name: "symbols", sign: "💜", group: 8 },
  { name: "flags", sign: "🏁", group: 9 },
]

export function emojiIn(all: Emoji[], category: Category): Emoji[] {
  if (category === "recent") return recentEmoji().flatMap((sign) => withSign(all, sign))
  const group = categories.find(({ name }) => name === category)?.group
  return all.filter((emoji) => emoji.group === group)
}

const withSign = (all: Emoji[], wanted: string) => all.filter(({ sign }) => sign === wanted)
