import { number } from "../counting/de.ts"
import type { en } from "./en.ts"

export const de: typeof en = {
  message: "Nachricht",
  messageIn: (room) => `Nachricht an ${room}`,
  send: "Senden",
  length: (chars, max) => `${number(chars)} von ${number(max)} Zeichen`,
  tooLong: (length) => `Zu lang zum Senden: ${length}`,
  sentLater: "Was du jetzt schreibst, geht hinaus, sobald die Verbindung wieder steht.",
  proposals: "Vorschläge",
}
