import type { en } from "./en.ts"

export const de: typeof en = {
  copyCode: "Code kopieren",
  copied: "Kopiert",
  more: "Mehr anzeigen",
  less: "Weniger anzeigen",
}
