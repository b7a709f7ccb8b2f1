/** The settings of this browser. They belong to the page as `document` does. */
import { createSetting } from "./setting.ts"

export const settings = {
  theme: createSetting("theme", ["system", "light", "dark"]),
  density: createSetting("density", ["cosy", "compact"]),
  clock: createSetting("clock", ["auto", "12", "24"]),
  language: createSetting("language", ["auto", "en", "de", "ar"]),
  notifications: createSetting("notifications", ["off", "on"]),
}

/** Null for the browser's. */
export function chosenLanguage() {
  const language = settings.language.chosen()
  return language === "auto" ? null : language
}
