import type { en } from "./en.ts"

export const de: typeof en = {
  title: "Räume",
  name: "Name des Raums",
  create: "Raum anlegen",
  none: "Noch keine Räume. Lege oben den ersten an.",
  noneYet: "Noch keine Räume.",
  noMatch: "Kein Raum heißt so.",
  filter: "Räume filtern",
  switch: "Raum wechseln",
  switchTo: "Wohin?",
  quiet: "Noch nichts gesagt",
  you: "Du",
  delete: "Löschen",
  deleteRoom: (room) => `${room} löschen`,
  deleteQuestion: (room) => `„${room}“ löschen?`,
  deleteWarning:
    "Der Raum und alle seine Nachrichten verschwinden, für alle. Das lässt sich nicht rückgängig machen.",
  cancel: "Abbrechen",
}
