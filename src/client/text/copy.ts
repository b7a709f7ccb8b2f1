import { createSignal, onCleanup } from "solid-js"

const COPIED_SHOWN_MS = 2_000

export function createCopy() {
  const [copied, setCopied] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))

  return {
    /** For a moment after it succeeded. */
    copied,
    /** Selects the text instead where the clipboard is not allowed, as without TLS. */
    async copy(source: HTMLElement) {
      try {
        await navigator.clipboard.writeText(source.textContent)
      } catch {
        getSelection()?.selectAllChildren(source)
        return
      }
      setCopied(true)
      clearTimeout(timer)
      timer = setTimeout(() => setCopied(false), COPIED_SHOWN_MS)
    },
  }
}
