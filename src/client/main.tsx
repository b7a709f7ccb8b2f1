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
if (place) void setLanguage(chosenLanguage()).then(() => render(() => <App />, place))
