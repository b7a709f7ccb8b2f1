import type { text as en } from "./en.ts"

export const text: typeof en = {
  copyCode: "Code kopieren",
  copied: "Kopiert",
  more: "Mehr anzeigen",
  less: "Weniger anzeigen",
}
