/** The language belongs to the page, as `document` does: one signal, whichever person is signed in. */
import { createSignal } from "solid-js"
import { en, type Words } from "./en.ts"
import { languageOf, localeOf, preferredTags } from "./locale.ts"

export type Language = "en" | "de" | "ar"

type Catalogue = { direction: "ltr" | "rtl"; load: () => Promise<Words> }

const catalogues: Record<Language, Catalogue> = {
  en: { direction: "ltr", load: async () => en },
  de: { direction: "ltr", load: async () => (await import("./de.ts")).de },
  ar: { direction: "rtl", load: async () => (await import("./ar.ts")).ar },
}

const [current, setCurrent] = createSignal<{ language: Language; words: Words }>({
  language: "en",
  words: en,
})
let wanted: Language = "en"

export const words = () => current().words

export const language = () => current().language

/** For Intl: the interface's language as written in the reader's country. */
export const locale = () => localeOf(language())

/** Null is the browser's choice. What cannot be loaded leaves the language as it is. */
export async function setLanguage(chosen: Language | null) {
  const next = chosen ?? preferredOf(preferredTags())
  wanted = next
  const { direction, load } = catalogues[next]
  const loaded = await load().catch(() => null)
  if (!loaded || wanted !== next) return
  setCurrent({ language: next, words: loaded })
  document.documentElement.lang = next
  document.documentElement.dir = direction
}

export function preferredOf(tags: readonly string[]): Language {
  return tags.map(languageOf).find(isAvailable) ?? "en"
}

const isAvailable = (tag: string | null): tag is Language =>
  tag !== null && Object.hasOwn(catalogues, tag)
