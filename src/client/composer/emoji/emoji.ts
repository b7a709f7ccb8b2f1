/** The emoji there are, by the names that people know them under, in their language. Loaded when first wanted. */
import { type Language, language } from "../../words/words.ts"

export type Emoji = {
  sign: string
  label: string
  /** What stands between colons, the usual one first: `smile`. */
  codes: string[]
  group: number
  /** Everything it may be found by, a blank before every word. */
  sought: string
}

type Named = { unicode: string; hexcode: string; label: string; group?: number; tags?: string[] }

/** Emojibase's own number for parts of emoji, as skin tones. */
const COMPONENTS = 2

const sources: Record<Language, () => Promise<{ default: Named[] }>> = {
  en: () => import("emojibase-data/en/compact.json", { with: { type: "json" } }),
  de: () => import("emojibase-data/de/compact.json", { with: { type: "json" } }),
  // There are no names in this language.
  ar: () => import("emojibase-data/en/compact.json", { with: { type: "json" } }),
}

const loaded = new Map<Language, Promise<Emoji[]>>()

/** Rejects when it cannot be loaded; asked again, it is tried again. */
export function loadEmoji(): Promise<Emoji[]> {
  const wanted = language()
  const loading = loaded.get(wanted) ?? load(wanted)
  loaded.set(wanted, loading)
  loading.catch(() => loaded.delete(wanted))
  return loading
}

async function load(wanted: Language): Promise<Emoji[]> {
  const [{ default: named }, { default: codes }] = await Promise.all([
    sources[wanted](),
    import("emojibase-data/en/shortcodes/iamcal.json", { with: { type: "json" } }),
  ])
  const codesOf: Record<string, string | string[]> = codes
  return named
    .filter(({ group }) => group !== undefined && group !== COMPONENTS)
    .map((one) => toEmoji(one, codesOf[one.hexcode] ?? []))
}

function toEmoji({ unicode, label, group = 0, tags = [] }: Named, known: string | string[]): Emoji {
  const codes = [known].flat()
  const sought = [label, ...tags, ...codes].join(" ").replaceAll(/[_\s]+/g, " ")
  return { sign: unicode, label, codes, group, sought: ` ${sought.toLowerCase()}` }
}
