import type { outbox as en } from "./en.ts"

export const outbox: typeof en = {
  soon: "Noch nicht gesendet. Es geht von selbst hinaus.",
  waiting: "Wartet auf die Verbindung",
}
