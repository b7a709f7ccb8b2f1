import type { Block, Inline } from "../../../src/client/text/tree.ts"

/** A tree in one line, for a table: `quote(em(a) b)`. What is text stands as it is. */
export const outline = (blocks: Block[]): string => blocks.map(outlineOf).join(" | ")

function outlineOf(block: Block): string {
  switch (block.type) {
    case "text":
      return inlines(block.children)
    case "quote":
      return `quote(${outline(block.children)})`
    case "list":
      return `list(${block.items.map(({ number, children }) => `${number ?? "•"} ${outline(children)}`).join("; ")})`
    case "code":
      return `block:${block.language}(${block.text})`
    default:
      return block satisfies never
  }
}

const inlines = (children: Inline[]) => children.map(inline).join("")

function inline(child: Inline): string {
  if (typeof child === "string") return child
  switch (child.type) {
    case "code":
      return `code(${child.text})`
    case "link":
      return `link:${child.href}(${inlines(child.children)})`
    default:
      return `${child.type}(${inlines(child.children)})`
  }
}

/** Everything somebody sees of it. */
export const visible = (blocks: Block[]): string => blocks.map(visibleOf).join("\n")

function visibleOf(block: Block): string {
  switch (block.type) {
    case "text":
      return block.children.map(visibleIn).join("")
    case "quote":
      return visible(block.children)
    case "list":
      return block.items
        .map(({ number, children }) => `${number ?? ""} ${visible(children)}`)
        .join("\n")
    case "code":
      return `${block.language} ${block.text}`
    default:
      return block satisfies never
  }
}

function visibleIn(child: Inline): string {
  if (typeof child === "string") return child
  return child.type === "code" ? child.text : child.children.map(visibleIn).join("")
}

export function linksIn(blocks: Block[]): string[] {
  const links: string[] = []
  JSON.stringify(blocks, (key, value) => {
    if (key === "href") links.push(value)
    return value
  })
  return links
}
