/** All emoji, named in the language of the interface. */
import { type Language, language } from "../../words/words.ts"

export type Emoji = {
  sign: string
  label: string
  /** Without colons, the usual one first: `smile`. */
  codes: string[]
  group: number
  /** All words that find it, a blank before each. */
  sought: string
}

type Named = { unicode: string; hexcode: string; label: string; group?: number; tags?: string[] }

/** Emojibase's group of parts of emoji, as skin tones. */
const COMPONENTS = 2

const sources: Record<Language, () => Promise<{ default: Named[] }>> = {
  en: () => import("emojibase-data/en/compact.json", { with: { type: "json" } }),
  de: () => import("emojibase-data/de/compact.json", { with: { type: "json" } }),
  // There are no names in this language.
  ar: () => import("emojibase-data/en/compact.json", { with: { type: "json" } }),
}

const loaded = new Map<Language, Promise<Emoji[]>>()

/** Rejects when they cannot be loaded; the next call tries again. */
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
