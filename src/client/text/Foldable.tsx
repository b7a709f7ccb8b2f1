import { onMount, type ParentProps, Show } from "solid-js"
import { words } from "../words/words.ts"
import { createFold } from "./fold.ts"

export function Foldable(props: ParentProps) {
  const fold = createFold()
  let box!: HTMLDivElement
  onMount(() => fold.watch(box))

  return (
    <>
      <div
        ref={box}
        class="foldable"
        classList={{ open: fold.isOpen(), high: fold.isHigh() && !fold.isOpen() }}
      >
        {props.children}
      </div>
      <Show when={fold.isHigh()}>
        <button
          type="button"
          class="button small quiet fold"
          aria-expanded={fold.isOpen()}
          onClick={fold.toggle}
        >
          {fold.isOpen() ? words().text.less : words().text.more}
        </button>
      </Show>
    </>
  )
}
