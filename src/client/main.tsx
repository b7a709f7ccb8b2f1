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
// No top-level await: the catalogue's chunk imports this module's.
if (place) void setLanguage(chosenLanguage()).then(() => setTimeout(begin, 0, place))

/** A task of its own, after that of evaluating the modules: a slow phone can handle input in between. */
function begin(place: HTMLElement) {
  render(() => <App />, place)
}
