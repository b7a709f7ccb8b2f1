import { createEffect, createSignal, onCleanup } from "solid-js"
import { lazy } from "../ui/lazy.ts"
import type { Coloured } from "./highlighter.ts"

const highlighter = lazy(() => import("./highlighter.ts"))

/** Each block in a task of its own: a long one takes tens of milliseconds, and a page may be full of them. */
export function createColoured(code: { language: string; text: string }) {
  const [coloured, setColoured] = createSignal<Coloured[]>()

  createEffect(() => {
    const { language, text } = code
    const highlight = language ? highlighter()?.highlight : undefined
    if (!highlight) return
    const turn = setTimeout(() => setColoured(highlight(language, text)))
    onCleanup(() => clearTimeout(turn))
  })

  return coloured
}
