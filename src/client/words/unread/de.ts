import { number, plural } from "../counting/de.ts"
import type { en } from "./en.ts"

export const de: typeof en = {
  count: (count) => (count > 99 ? `${number(99)}+` : number(count)),
  messages: (count) => plural(count, { one: "# neue Nachricht", other: "# neue Nachrichten" }),
  notifications: "Mitteilungen",
  notificationsHint: "Erfahre von Nachrichten in Räumen, die du gerade nicht ansiehst.",
  notificationsOn: "Du erfährst von Nachrichten in Räumen, die du gerade nicht ansiehst.",
  notificationsDenied:
    "Dein Browser lässt keine Mitteilungen von Confab zu. In seinen Einstellungen für diese Seite kannst du sie erlauben.",
  notificationsUnsupported: "Dieser Browser zeigt keine Mitteilungen.",
  turnOn: "Mitteilungen einschalten",
  turnOff: "Mitteilungen ausschalten",
  mute: (room) => `„${room}“ stummschalten`,
  unmute: (room) => `„${room}“ wieder laut schalten`,
  muteHint: "Was in einem stummen Raum gesagt wird, zählt nur in der Liste.",
  mutedHint: "Dieser Raum ist stumm: Was hier gesagt wird, zählt nur in der Liste.",
}
