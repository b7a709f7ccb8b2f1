import type { en } from "./en.ts"

export const de: typeof en = {
  soon: "Noch nicht gesendet. Es geht von selbst hinaus.",
  waiting: "Wartet auf die Verbindung",
}
