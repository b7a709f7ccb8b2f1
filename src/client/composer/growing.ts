import { createEffect, onCleanup } from "solid-js"

type Growing = { field: () => HTMLTextAreaElement; text: () => string }

/**
 * Lets a field be as high as its text where style sheets cannot (`field-sizing`), for as long as the caller's scope lives;
 * how low and how high it may be they say all the same.
 */
export function createGrowing({ field, text }: Growing) {
  if (CSS.supports("field-sizing", "content")) return

  function grow() {
    const { style } = field()
    // Lower than its text, it says how high the text is.
    style.height = "0"
    style.height = `${field().scrollHeight}px`
  }

  createEffect(() => {
    text()
    grow()
  })
  addEventListener("resize", grow)
  onCleanup(() => removeEventListener("resize", grow))
}
