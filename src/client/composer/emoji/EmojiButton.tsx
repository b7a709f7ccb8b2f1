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

/** The picker and its emoji are loaded when first wanted. */
export function EmojiButton(props: EmojiButtonProps) {
  const [picker, setPicker] = createSignal<Component<PickerProps>>()
  const [isOpen, setOpen] = createSignal(false)
  const [isMissing, setMissing] = createSignal(false)
  let button!: HTMLButtonElement

  async function open() {
    setOpen(true)
    setMissing(false)
    try {
      const { EmojiPicker } = await import("./EmojiPicker.tsx")
      setPicker(() => EmojiPicker)
    } catch {
      setOpen(false)
      setMissing(true)
    }
  }

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
        onClick={() => (isOpen() ? setOpen(false) : void open())}
      >
        <Icon name="smile" />
      </button>
      <Show when={isMissing()}>
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
              setOpen(false)
              props.onChoose(sign)
            }}
            onClose={(isElsewhere) => {
              setOpen(false)
              if (!isElsewhere) props.onClose()
            }}
          />
        )}
      </Show>
    </>
  )
}
