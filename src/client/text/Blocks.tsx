/**
 * A tree never changes, as another text is another tree: so its elements are made once, by plain functions. Paragraphs
 * have no `dir`, so that a quote or list around them takes its direction from them.
 */
import { For, type JSX } from "solid-js"
import { CodeBlock } from "./CodeBlock.tsx"
import { MessageLink } from "./MessageLink.tsx"
import type { Block, Inline, Item } from "./tree.ts"

export function Blocks(props: { blocks: Block[] }) {
  return <For each={props.blocks}>{viewOfBlock}</For>
}

function viewOfBlock(block: Block): JSX.Element {
  switch (block.type) {
    case "text":
      return <p>{viewOf(block.children)}</p>
    case "quote":
      return (
        <blockquote dir="auto">
          <Blocks blocks={block.children} />
        </blockquote>
      )
    case "list":
      return viewOfList(block.items)
    case "code":
      return <CodeBlock language={block.language} text={block.text} />
    default:
      return block satisfies never
  }
}

function viewOfList(items: Item[]) {
  const isNumbered = items.some(({ number }) => number !== null)
  const views = items.map(viewOfItem)
  return isNumbered ? <ol dir="auto">{views}</ol> : <ul dir="auto">{views}</ul>
}

function viewOfItem({ number, children }: Item) {
  const blocks = <Blocks blocks={children} />
  return number === null ? <li>{blocks}</li> : <li value={number}>{blocks}</li>
}

const viewOf = (children: Inline[]) => children.map(viewOfInline)

function viewOfInline(inline: Inline): JSX.Element {
  if (typeof inline === "string") return inline
  switch (inline.type) {
    case "strong":
      return <strong>{viewOf(inline.children)}</strong>
    case "em":
      return <em>{viewOf(inline.children)}</em>
    case "del":
      return <del>{viewOf(inline.children)}</del>
    case "code":
      return <code>{inline.text}</code>
    case "link":
      return <MessageLink link={inline}>{viewOf(inline.children)}</MessageLink>
    default:
      return inline satisfies never
  }
}
