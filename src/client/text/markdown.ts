import { Lexer, type Token } from "marked"
import { linkTo } from "./links.ts"
import { ChatTokenizer } from "./tokenizer.ts"
import type { Block, Inline } from "./tree.ts"

/** The links in it are safe to follow; everything unknown is text. */
export function parseMarkdown(text: string): Block[] {
  const lexer = new Lexer({ gfm: true, tokenizer: new ChatTokenizer() })
  return blocksOf(lexer.lex(text))
}

/** Blank lines are part of the text, except beside another block, which has a margin. */
function blocksOf(tokens: Token[]): Block[] {
  const blocks: Block[] = []
  for (const token of tokens) {
    const block = blockOf(token)
    const last = blocks.at(-1)
    if (block.type === "text" && last?.type === "text") last.children.push(...block.children)
    else blocks.push(block)
  }
  return blocks.flatMap((block, index) => {
    if (block.type !== "text") return block
    const children = joined(block.children)
    if (index > 0) edit(children, 0, (text) => text.replace(/^(?:[ \t]*\n)+/, ""))
    if (index < blocks.length - 1) edit(children, -1, (text) => text.trimEnd())
    return children.some((child) => child !== "") ? { type: "text", children } : []
  })
}

function blockOf(token: Token): Block {
  switch (token.type) {
    case "code":
      return codeOf(token.lang ?? "", token.text)
    case "blockquote":
      return { type: "quote", children: blocksOf(token.tokens ?? []) }
    case "list":
      return {
        type: "list",
        items: token.items.map(({ raw, tokens }: { raw: string; tokens: Token[] }) => ({
          number: numberOf(raw),
          children: blocksOf(tokens),
        })),
      }
    case "paragraph": {
      const children = inlinesOf(token.tokens ?? [])
      return { type: "text", children: [...children, lineEndOf(token)] }
    }
    default:
      return { type: "text", children: [token.raw] }
  }
}

/** marked adds the line end of a last line to the token, not to its text. */
const lineEndOf = ({ raw, text }: Token & { text?: string }) => raw.slice(text?.length)

function numberOf(item: string): number | null {
  const [, number] = /^ *(\d+)\./.exec(item) ?? []
  return number === undefined ? null : Number(number)
}

/** Several words after the fence are no language, and some people close a fence at the end of a code line. */
function codeOf(info: string, code: string): Block {
  const text = code.replace(/`{3,}$/, "").replace(/\n$/, "")
  if (/\s/.test(info)) return { type: "code", language: "", text: `${info}\n${text}` }
  return { type: "code", language: info, text }
}

const inlinesOf = (tokens: Token[]): Inline[] => joined(tokens.map(inlineOf))

function inlineOf(token: Token): Inline {
  switch (token.type) {
    case "strong":
    case "em":
    case "del":
      return { type: token.type, children: inlinesOf(token.tokens ?? []) }
    case "codespan":
      return { type: "code", text: spanOf(token.raw) }
    case "link":
      return linkTo(token.href, inlinesOf(token.tokens ?? []), token.text) ?? token.raw
    default:
      return token.raw
  }
}

/** One space at both ends only keeps backticks apart. */
function spanOf(raw: string): string {
  const text = raw.replace(/^`+|`+$/g, "")
  return /^ .*\S.* $/s.test(text) ? text.slice(1, -1) : text
}

function joined(children: Inline[]): Inline[] {
  const all: Inline[] = []
  for (const child of children) {
    const last = all.at(-1)
    if (typeof child === "string" && typeof last === "string") all[all.length - 1] = last + child
    else if (child !== "") all.push(child)
  }
  return all
}

function edit(children: Inline[], at: 0 | -1, change: (text: string) => string) {
  const child = children.at(at)
  if (typeof child === "string") children.splice(at, 1, change(child))
}
