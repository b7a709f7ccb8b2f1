import { createSignal, onCleanup } from "solid-js"

const isAttentive = () => document.visibilityState === "visible" && document.hasFocus()

/** Whether this page is visible and has the focus, for as long as the caller's scope lives. */
export function createAttention() {
  const [attentive, setAttentive] = createSignal(isAttentive())
  const update = () => setAttentive(isAttentive())
  addEventListener("focus", update)
  addEventListener("blur", update)
  document.addEventListener("visibilitychange", update)
  onCleanup(() => {
    removeEventListener("focus", update)
    removeEventListener("blur", update)
    document.removeEventListener("visibilitychange", update)
  })
  return attentive
}
