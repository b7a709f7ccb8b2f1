import { number } from "../counting/de.ts"
import type { en } from "./en.ts"

export const de: typeof en = {
  title: "In diesem Raum suchen",
  none: "In keiner Nachricht",
  place: (at, count) => `${number(at)} von ${number(count)}`,
  older: "Älter",
  newer: "Neuer",
  close: "Suche schließen",
}
