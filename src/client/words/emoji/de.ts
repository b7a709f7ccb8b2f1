import type { en } from "./en.ts"

export const de: typeof en = {
  title: "Emoji",
  search: "Emoji suchen",
  none: "Kein Emoji heißt so.",
  unavailable: "Die Emoji ließen sich nicht laden. Versuche es später noch einmal.",
  categories: {
    recent: "Zuletzt benutzt",
    smileys: "Smileys",
    people: "Menschen",
    nature: "Tiere und Natur",
    food: "Essen und Trinken",
    travel: "Reisen und Orte",
    activities: "Aktivitäten",
    objects: "Dinge",
    symbols: "Symbole",
    flags: "Flaggen",
  },
}
