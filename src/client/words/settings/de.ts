import type { en } from "./en.ts"

export const de: typeof en = {
  title: "Einstellungen",
  close: "Schließen",
  theme: "Farben",
  themes: { system: "System", light: "Hell", dark: "Dunkel" },
  density: "Dichte",
  densities: { cosy: "Luftig", compact: "Kompakt" },
  clock: "Uhrzeit",
  clocks: { auto: "Automatisch", "12": "12 Stunden", "24": "24 Stunden" },
  language: "Sprache",
  automatic: "Automatisch",
}
