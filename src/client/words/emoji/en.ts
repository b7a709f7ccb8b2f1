export const en = {
  title: "Emoji",
  search: "Search emoji",
  none: "No emoji goes by that name.",
  unavailable: "The emoji could not be loaded. Try again later.",
  categories: {
    recent: "Recent",
    smileys: "Smileys",
    people: "People",
    nature: "Animals and nature",
    food: "Food and drink",
    travel: "Travel and places",
    activities: "Activities",
    objects: "Objects",
    symbols: "Symbols",
    flags: "Flags",
  },
}
