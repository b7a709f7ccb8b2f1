import { createEffect, onCleanup } from "solid-js"

type Growing = { field: () => HTMLTextAreaElement; text: () => string }

/**
 * Makes a field as high as its text in browsers without `field-sizing`, for as long as the caller's scope lives. The
 * bounds stay with the style sheet.
 */
export function createGrowing({ field, text }: Growing) {
  if (CSS.supports("field-sizing", "content")) return

  function grow() {
    const { style } = field()
    // `scrollHeight` is the text's height only in a lower field.
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
