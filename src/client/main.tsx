import { render } from "solid-js/web"
import "./ui/tokens.css"
import "./ui/base.css"
import "./ui/controls.css"
import { App } from "./App.tsx"

const place = document.getElementById("app")
if (place) render(() => <App />, place)
