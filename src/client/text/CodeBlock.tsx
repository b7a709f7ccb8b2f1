import { For, type JSX, Show } from "solid-js"
import { words } from "../words/words.ts"
import { createColoured } from "./coloured.ts"
import { createCopy } from "./copy.ts"
import type { Coloured } from "./highlighter.ts"
import "./code.css"

export function CodeBlock(props: { language: string; text: string }) {
  const { copied, copy } = createCopy()
  const coloured = createColoured(props)
  let code!: HTMLElement

  return (
    <div class="code-block" dir="ltr">
      <div class="code-head">
        <span class="code-language">{props.language}</span>
        <button type="button" class="button small quiet" onClick={() => copy(code)}>
          {copied() ? words().text.copied : words().text.copyCode}
        </button>
      </div>
      <pre>
        <code ref={code}>
          <Show when={coloured()} fallback={props.text}>
            {(nodes) => <For each={nodes()}>{viewOf}</For>}
          </Show>
        </code>
      </pre>
    </div>
  )
}

function viewOf(node: Coloured): JSX.Element {
  return typeof node === "string" ? node : <span class={node.as}>{node.children.map(viewOf)}</span>
}
