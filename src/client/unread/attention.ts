import { createSignal, onCleanup } from "solid-js"

const isAttentive = () => document.visibilityState === "visible" && document.hasFocus()

/** Whether somebody is looking at this page, for as long as the caller's scope lives. */
export function createAttention() {
  const [attentive, setAttentive] = createSignal(isAttentive())
  const look = () => setAttentive(isAttentive())
  addEventListener("focus", look)
  addEventListener("blur", look)
  document.addEventListener("visibilitychange", look)
  onCleanup(() => {
    removeEventListener("focus", look)
    removeEventListener("blur", look)
    document.removeEventListener("visibilitychange", look)
  })
  return attentive
}
