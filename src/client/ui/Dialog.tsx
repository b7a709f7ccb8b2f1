import { createUniqueId, type JSX, onCleanup, onMount } from "solid-js"
import { Portal } from "solid-js/web"
import "./dialog.css"

/** Asks something before everything else. Focus goes in, and back to where it was. */
export function Dialog(props: { title: string; onClose: () => void; children: JSX.Element }) {
  const titleId = createUniqueId()
  let gone = false
  let dialog!: HTMLDialogElement

  onMount(() => {
    // A click outside closes it too, in browsers that know how.
    dialog.setAttribute("closedby", "any")
    dialog.showModal()
    onCleanup(() => {
      gone = true
      dialog.close()
    })
  })

  /** The browser tells it late: by then another dialog may have been asked for. */
  function closed() {
    if (!gone) props.onClose()
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
