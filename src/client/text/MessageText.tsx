import { createMemo, Show } from "solid-js"
import { Blocks } from "./Blocks.tsx"
import { Foldable } from "./Foldable.tsx"
import { isEmojiOnly, mayBeHigh, mayHaveMarkup } from "./plain.ts"
import { readMarkdown } from "./reader.ts"
import type { Block } from "./tree.ts"
import "./text.css"

/** Markup becomes elements of ours, never HTML. */
export function MessageText(props: { text: string }) {
  return (
    <Show when={mayBeHigh(props.text)} fallback={<Text text={props.text} />}>
      <Foldable>
        <Text text={props.text} />
      </Foldable>
    </Show>
  )
}

function Text(props: { text: string }) {
  const blocks = createMemo(() => (mayHaveMarkup(props.text) ? readMarkdown(props.text) : null))

  return (
    <Show when={blocks()} fallback={<PlainText text={props.text} />}>
      {(read) => (
        <div class="message-text" classList={{ wide: read().some(isCode) }}>
          <Blocks blocks={read()} />
        </div>
      )}
    </Show>
  )
}

const isCode = ({ type }: Block) => type === "code"

function PlainText(props: { text: string }) {
  return (
    <p class="message-text" classList={{ "only-emoji": isEmojiOnly(props.text) }} dir="auto">
      {props.text}
    </p>
  )
}
