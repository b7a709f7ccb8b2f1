import { number } from "../counting/de.ts"
import type { en } from "./en.ts"

export const de: typeof en = {
  tagline: "Ein ruhiger Ort zum Reden.",
  username: "Benutzername",
  usernameHint: "Andere sehen diesen Namen. Ein Konto brauchst du nicht.",
  continue: "Weiter",
  changeName: "Namen ändern",
  open: "Verbunden",
  connecting: "Verbindung wird aufgebaut …",
  waiting: (seconds) => `Neuer Versuch in ${number(seconds)} s`,
  offline: "Offline",
  tryNow: "Jetzt versuchen",
}
