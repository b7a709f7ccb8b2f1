import type { en } from "./en.ts"

export const de: typeof en = {
  title: "Tastenkürzel",
  skip: "Zu den Nachrichten springen",
  goingAround: "Umhergehen",
  switchRoom: "Raum wechseln",
  previous: "Voriger Raum",
  next: "Nächster Raum",
  previousUnread: "Voriger ungelesener Raum",
  nextUnread: "Nächster ungelesener Raum",
  latest: "Zur neuesten Nachricht, und schreiben",
  thisList: "Tastenkürzel",
  writing: "Schreiben",
  send: "Senden",
  newLine: "Neue Zeile",
  keyNames: { Ctrl: "Strg", Shift: "Umschalt", Enter: "Eingabe" },
}
