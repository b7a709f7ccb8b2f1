import { createUniqueId, type JSX, onCleanup, onMount } from "solid-js"
import { Portal } from "solid-js/web"
import "./dialog.css"

/** Modal; the browser moves the focus in, and back when it closes. */
export function Dialog(props: { title: string; onClose: () => void; children: JSX.Element }) {
  const titleId = createUniqueId()
  let isRemoved = false
  let dialog!: HTMLDialogElement

  onMount(() => {
    // A click outside closes it too, in browsers that support it.
    dialog.setAttribute("closedby", "any")
    dialog.showModal()
    onCleanup(() => {
      isRemoved = true
      dialog.close()
    })
  })

  /** The browser fires `close` late: by then another dialog may be open. */
  function closed() {
    if (!isRemoved) props.onClose()
  }

  return (
    <Portal>
      <dialog ref={dialog} class="dialog" aria-labelledby={titleId} onClose={closed}>
        <div class="dialog-body">
          <p id={titleId} class="dialog-title">
            {props.title}
          </p>
          {props.children}
        </div>
      </dialog>
    </Portal>
  )
}
