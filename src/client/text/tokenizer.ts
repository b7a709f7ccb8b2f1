/**
 * Markdown for a chat: marked parses emphasis, code and fences; quotes and lists end with their lines, links are our own,
 * and all other Markdown stays plain text. So do backslashes, which people write in paths.
 */
import { type Token, Tokenizer, type Tokens } from "marked"
import { addressAt, linkTo } from "./links.ts"

/** Deeper quotes and lists are text, and so is deeper emphasis. */
const NESTED_MAX = 4
/** Emphasis is off after so many starts without an end, because each searches the rest of the message. */
const UNENDED_MAX = 10

const QUOTE = /^ {0,3}>+ +\S/
const QUOTED_LINES = /^(?: {0,3}>(?:>* [^\n]*|>*)(?:\n|$))+/
const FIRST_ITEM = /^( {0,3})([-*]|(?:0|[1-9]\d{0,2})\.) +\S/
const RULE = /^ {0,3}([-*])(?: *\1){2,} *(?:\n|$)/
const ESCAPED = /^\\[!-/:-@[-`{-~]/
const LABELLED = /^\[([^[\]\n]+)\]\(([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)\)/
const ENCLOSED = /^<((?:https?:\/\/|mailto:)[^\s<>]+)>/i
/** Up to where markup may begin. An image is not even a link. */
const TEXT =
  /^(?:`+|~+|!\[|.)[^\\`*_~[<]*?(?=[\\`*_~[<]|!\[|(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)|$)/isu

export class ChatTokenizer extends Tokenizer {
  #depth = 0
  #emphases = 0
  #unended = 0

  override fences(src: string) {
    if (!/^ {0,3}```/.test(src)) return
    const code = super.fences(src)
    return code?.text.trim() ? code : undefined
  }

  override blockquote(src: string): Tokens.Blockquote | undefined {
    if (this.#depth === NESTED_MAX || !QUOTE.test(src)) return
    const raw = QUOTED_LINES.exec(src)?.[0] ?? ""
    const text = raw.trimEnd().replace(/^ {0,3}> ?/gm, "")
    return { type: "blockquote", raw, text, tokens: this.#nested(text) }
  }

  override list(src: string): Tokens.List | undefined {
    const [, { length: indent } = "", bullet = ""] = FIRST_ITEM.exec(src) ?? []
    if (this.#depth === NESTED_MAX || bullet === "" || RULE.test(src)) return
    const ordered = bullet.endsWith(".")
    const items = linesOfItems(src, indent, ordered ? "(?:0|[1-9]\\d{0,2})\\." : `\\${bullet}`)
    return {
      type: "list",
      raw: items.flat().join(""),
      ordered,
      start: "",
      loose: false,
      items: items.map((lines) => this.#item(lines.join(""))),
    }
  }

  #item(raw: string): Tokens.ListItem {
    const [marker] = /^ *\S+ +/.exec(raw) ?? [""]
    const hanging = new RegExp(`\\n(?:\\t| {1,${marker.length}})`, "g")
    const text = raw.slice(marker.length).trimEnd().replace(hanging, "\n")
    return { type: "list_item", raw, task: false, loose: false, text, tokens: this.#nested(text) }
  }

  #nested(text: string): Token[] {
    this.#depth++
    const tokens = this.lexer.blockTokens(text)
    this.#depth--
    return tokens
  }

  /** Keeps the writer's line ends. */
  override paragraph(src: string): Tokens.Paragraph | undefined {
    const raw = this.rules.block.paragraph.exec(src)?.[0]
    if (raw === undefined) return
    return { type: "paragraph", raw, text: raw, tokens: this.lexer.inline(raw) }
  }

  /** No markup; both characters are shown. */
  override escape(src: string): Tokens.Escape | undefined {
    const raw = ESCAPED.exec(src)?.[0]
    return raw === undefined ? undefined : { type: "escape", raw, text: raw }
  }

  override link(src: string): Tokens.Link | undefined {
    const [raw = "", text = "", href = ""] = LABELLED.exec(src) ?? []
    if (this.lexer.state.inLink || !text.trim() || !linkTo(href, [], text)) return
    this.lexer.state.inLink = true
    const tokens = this.lexer.inlineTokens(text)
    this.lexer.state.inLink = false
    return { type: "link", raw, text, href, tokens }
  }

  override autolink(src: string): Tokens.Link | undefined {
    const [raw = "", address = ""] = ENCLOSED.exec(src) ?? []
    return this.#bare(raw, address)
  }

  override url(src: string): Tokens.Link | undefined {
    const address = addressAt(src)
    return this.#bare(address, address)
  }

  #bare(raw: string, address: string): Tokens.Link | undefined {
    if (this.lexer.state.inLink || raw === "" || !linkTo(address, [], address)) return
    const tokens = [{ type: "text", raw: address, text: address }]
    return { type: "link", raw, text: address, href: address, tokens }
  }

  override emStrong(src: string, masked: string, before = "") {
    const [, sign, next] = /^([*_])\1*(.)/s.exec(src) ?? []
    if (sign === undefined || next === undefined || !next.trim()) return
    // snake_case is a word, and 2*3*4 a product.
    const insideWord = /[\p{L}\p{N}]$/u.test(before)
    if (insideWord && (sign === "_" || /^\*[^*]/.test(src))) return
    return this.#emphasis(() => super.emStrong(src, masked, before))
  }

  override del(src: string, masked: string, before = "") {
    if (!/^~~[^~\s]/.test(src)) return
    return this.#emphasis(() => super.del(src, masked, before))
  }

  #emphasis<T>(find: () => T | undefined): T | undefined {
    if (this.#emphases === NESTED_MAX || this.#unended === UNENDED_MAX) return
    this.#emphases++
    const token = find()
    this.#emphases--
    if (token === undefined) this.#unended++
    return token
  }

  override inlineText(src: string): Tokens.Text | undefined {
    const raw = TEXT.exec(src)?.[0]
    return raw === undefined ? undefined : { type: "text", raw, text: raw, escaped: false }
  }

  override code = nothing
  override heading = nothing
  override hr = nothing
  override html = nothing
  override def = nothing
  override table = nothing
  override lheading = nothing
  override tag = nothing
  override reflink = nothing
  override br = nothing
}

const nothing = () => undefined

/** Each item's first line and those indented below it. A blank line ends the list. */
function linesOfItems(src: string, indent: number, bullet: string): string[][] {
  const isItem = new RegExp(`^ {0,${indent + 1}}${bullet} +\\S`)
  const hangs = new RegExp(`^(?:\\t| {${indent + 2}})[ \\t]*\\S`)
  const items: string[][] = []
  for (const [line] of src.matchAll(/[^\n]+(?:\n|$)|\n/g)) {
    if (isItem.test(line) && !RULE.test(line)) items.push([line])
    else if (hangs.test(line)) items.at(-1)?.push(line)
    else break
  }
  return items
}
