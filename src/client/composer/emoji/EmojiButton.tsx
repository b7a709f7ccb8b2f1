import { type Component, createSignal, Show } from "solid-js"
import { Dynamic } from "solid-js/web"
import { Icon } from "../../ui/Icon.tsx"
import { words } from "../../words/words.ts"
import type { PickerProps } from "./EmojiPicker.tsx"
import "./emoji-button.css"

type EmojiButtonProps = {
  onChoose: (sign: string) => void
  /** Closed without a choice. */
  onClose: () => void
}

export function EmojiButton(props: EmojiButtonProps) {
  const { picker, isOpen, isUnavailable, open, close } = createPicker()
  let button!: HTMLButtonElement

  return (
    <>
      <button
        ref={button}
        type="button"
        class="icon-button emoji-button"
        aria-label={words().emoji.title}
        title={words().emoji.title}
        aria-haspopup="dialog"
        aria-expanded={isOpen()}
        onClick={() => void (isOpen() ? close() : open())}
      >
        <Icon name="smile" />
      </button>
      <Show when={isUnavailable()}>
        <p class="emoji-missing problem" role="alert">
          {words().emoji.unavailable}
        </p>
      </Show>
      <Show when={isOpen() && picker()}>
        {(Picker) => (
          <Dynamic
            component={Picker()}
            opener={button}
            onChoose={(sign) => {
              close()
              props.onChoose(sign)
            }}
            onClose={(isElsewhere) => {
              close()
              if (!isElsewhere) props.onClose()
            }}
          />
        )}
      </Show>
    </>
  )
}

function createPicker() {
  const [picker, setPicker] = createSignal<Component<PickerProps>>()
  const [isOpen, setOpen] = createSignal(false)
  const [isUnavailable, setUnavailable] = createSignal(false)

  async function open() {
    setOpen(true)
    setUnavailable(false)
    try {
      const { EmojiPicker } = await import("./EmojiPicker.tsx")
      setPicker(() => EmojiPicker)
    } catch {
      setOpen(false)
      setUnavailable(true)
    }
  }

  return { picker, isOpen, isUnavailable, open, close: () => setOpen(false) }
}
