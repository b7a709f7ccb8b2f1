export const en = {
  title: "Settings",
  close: "Close",
  theme: "Theme",
  themes: { system: "System", light: "Light", dark: "Dark" },
  density: "Density",
  densities: { cosy: "Cosy", compact: "Compact" },
  clock: "Clock",
  clocks: { auto: "Automatic", "12": "12 hours", "24": "24 hours" },
  language: "Language",
  automatic: "Automatic",
}
