import { number } from "../counting/de.ts"
import type { en } from "./en.ts"

export const de: typeof en = {
  newVersion: "Eine neue Version ist da",
  reload: "Neu laden",
  lastSeen: "Du bist offline. Das sind die letzten Nachrichten, die dieser Browser gesehen hat.",
  notSeen: "Du bist offline. Was hier gesagt wurde, erscheint, sobald die Verbindung wieder steht.",
  away: (news) => `Du warst weg: ${number(news)} neu`,
}
