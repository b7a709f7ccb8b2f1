import { number, plural } from "../counting/de.ts"
import type { en } from "./en.ts"

export const de: typeof en = {
  codes: {
    ROOM_NOT_FOUND: "Diesen Raum gibt es nicht mehr.",
    ROOM_NAME_TAKEN: "Es gibt schon einen Raum mit diesem Namen.",
    USERNAME_REQUIRED: "Der Server hat deinen Namen nicht angenommen.",
    CLIENT_ID_CONFLICT: "Sie wurde schon mit anderem Text gesendet.",
    TOO_MANY_MESSAGES: "Zu viele Nachrichten auf einmal. Warte kurz und versuche es noch einmal.",
    TOO_MANY_ROOMS: "Zu viele neue Räume auf einmal. Warte kurz und versuche es noch einmal.",
    ROOMS_FULL: "Mehr Räume fasst dieser Server nicht. Erst muss einer gelöscht werden.",
    TOO_MANY_SUBSCRIPTIONS:
      "Zu viel ist gleichzeitig offen. Schließe ein paar Fenster und versuche es noch einmal.",
    TOO_MANY_CONNECTIONS: "Zu viele nutzen Confab gleichzeitig aus diesem Netz.",
    TOO_MANY_READS: "Zu viele Anfragen auf einmal. Warte kurz und versuche es noch einmal.",
    TOO_MUCH_UNREAD:
      "Deine Verbindung ist dafür zu langsam. Warte kurz und versuche es noch einmal.",
    ANSWER_TOO_LARGE: "Das ist zu viel auf einmal. Frage nach weniger.",
    OVERLOADED: "Der Server hat gerade zu viel zu tun. Versuche es gleich noch einmal.",
    STORE_UNAVAILABLE: "Der Server kann gerade nichts speichern. Versuche es gleich noch einmal.",
    SHUTTING_DOWN: "Der Server startet gerade neu. Versuche es gleich noch einmal.",
  },
  kept: {
    blocked:
      "Dieser Browser lässt Confab nichts behalten: Entwürfe und Ungesendetes gehen verloren, wenn du die Seite schließt.",
    full: "Der Speicher dieses Browsers ist voll: Entwürfe und Ungesendetes gehen verloren, wenn du die Seite schließt.",
  },
  connectionLost: "Die Verbindung ging unterwegs verloren. Versuche es noch einmal.",
  notConnected:
    "Es besteht keine Verbindung, darum ist nichts geschehen. Versuche es noch einmal, wenn sie wieder da ist.",
  refused: (reason) => `Der Server hat es abgelehnt (${reason}).`,
  unexpected: "Auf dem Server ging etwas schief. Versuche es noch einmal.",
  noName: "Bitte gib einen Namen ein.",
  notPlain: "Ein Name darf keine Steuer- oder Richtungszeichen enthalten.",
  nameTooLong: (over, max) =>
    `${plural(over, { one: "Ein Zeichen", other: "# Zeichen" })} zu viel: Ein Name hat höchstens ${number(max)} Zeichen.`,
}
