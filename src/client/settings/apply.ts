import { createRenderEffect, onCleanup } from "solid-js"
import { setLanguage } from "../words/words.ts"
import { chosenLanguage, settings } from "./settings.ts"

/** Applies the settings to the page, also those of other tabs, for as long as the caller's scope lives. */
export function applySettings() {
  const { dataset } = document.documentElement

  createRenderEffect(() => {
    dataset.theme = settings.theme.chosen()
    colourBrowser(settings.theme.chosen())
  })
  createRenderEffect(() => {
    dataset.density = settings.density.chosen()
  })
  createRenderEffect(() => void setLanguage(chosenLanguage()))

  const refresh = () => {
    for (const setting of Object.values(settings)) setting.refresh()
  }
  addEventListener("storage", refresh)
  onCleanup(() => removeEventListener("storage", refresh))
}

/** The page has one browser colour a scheme; the theme decides which of them counts. */
function colourBrowser(theme: "system" | "light" | "dark") {
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]")) {
    const { scheme } = meta.dataset
    if (theme === "system") meta.media = `(prefers-color-scheme: ${scheme})`
    else meta.media = scheme === theme ? "all" : "not all"
  }
}
