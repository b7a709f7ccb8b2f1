import { number } from "../counting/de.ts"
import type { offline as en } from "./en.ts"

export const offline: typeof en = {
  newVersion: "Eine neue Version ist da",
  reload: "Neu laden",
  lastSeen: "Du bist offline. Das sind die letzten Nachrichten, die dieser Browser gesehen hat.",
  notSeen: "Du bist offline. Was hier gesagt wurde, erscheint, sobald die Verbindung wieder steht.",
  away: (missed) => `Du warst weg: ${number(missed)} neu`,
}
