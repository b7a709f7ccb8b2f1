import { render } from "solid-js/web"
import "./ui/tokens.css"
import "./ui/base.css"
import "./ui/controls.css"
import { App } from "./App.tsx"
import { chosenLanguage } from "./settings/settings.ts"
import { fitVisibleHeight } from "./ui/visible-height.ts"
import { setLanguage } from "./words/words.ts"

fitVisibleHeight()
const place = document.getElementById("app")
// Not awaited at the top: what a catalogue imports is in this very module's file.
if (place) void setLanguage(chosenLanguage()).then(() => setTimeout(begin, 0, place))

/** In a task of its own, after that of reading all these modules: a slow phone listens to its owner in between. */
function begin(place: HTMLElement) {
  render(() => <App />, place)
}
