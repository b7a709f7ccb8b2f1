import { expect, test } from "vitest"
import { parseMarkdown } from "../../../src/client/text/markdown.ts"
import { outline } from "./outline.ts"

const link = (address: string) => `link:${new URL(address).href}(${address})`

test.each([
  ["**a** *b* ~~c~~ `d`", "strong(a) em(b) del(c) code(d)"],
  ["__a__ _b_ ***c***", "strong(a) em(b) em(strong(c))"],
  ["**a *b* c**", "strong(a em(b) c)"],
  ["*over\ntwo lines*", "em(over\ntwo lines)"],
  ["这是**重点**内容", "这是strong(重点)内容"],
  ["`**a**` ``b ` c`` `` ` ``", "code(**a**) code(b ` c) code(`)"],
  ["`a\nb`", "code(a\nb)"],
  ["snake_case_x __init__.py", "snake_case_x strong(init).py"],
  ["2*3*4 a * b * c 2 ** 3", "2*3*4 a * b * c 2 ** 3"],
  ["~a~ ~~~a~~~ **a", "~a~ ~~~a~~~ **a"],
])("%j is emphasised as %j", (text, tree) => {
  expect(outline(parseMarkdown(text))).toBe(tree)
})

test.each([
  "\\*a\\* C:\\*.log D:\\*.log ¯\\_(ツ)_/¯ \\\\server\\share",
  "# a\n## b\n---\n***\na\n===",
  "![a] ![a][b] [a][b] [a]\n[a]: /b",
  "|a|b|\n|-|-|\n|1|2|",
  "<b>a</b> <!-- b --> <script>alert(1)</script> &amp; &#42;a&#42;",
  "    indented\n\ttoo",
  ">_< >:( >.> > >>>",
  "1) a\n+ b\n- \n-5 *\n2026. A year\n- - -\n* * *",
  "~~~\na\n~~~",
  "```\n```",
  "[a](javascript:alert(1)) [a](data:text/html,b) [a](/rooms/1) [](b)",
  "<javascript:alert(1)> <data:a> <a@example.org> a@example.org",
])("%j stays as it is", (text) => {
  expect(outline(parseMarkdown(text))).toBe(text)
})

test.each([
  ["https://example.org/a.", `${link("https://example.org/a")}.`],
  ["(https://example.org/a_(b))", `(${link("https://example.org/a_(b)")})`],
  ["**https://example.org/a_b_c**", `strong(${link("https://example.org/a_b_c")})`],
  [
    "`https://example.org` <https://example.org>",
    `code(https://example.org) ${link("https://example.org")}`,
  ],
  [
    "www.example.org xwww.example.org",
    "link:https://www.example.org/(www.example.org) xwww.example.org",
  ],
  ["[our *docs*](https://example.org/(a))!", "link:https://example.org/(a)(our em(docs))!"],
  ["[a](mailto:ann@example.org)", "link:mailto:ann@example.org(a)"],
  ["[https://a.example](https://b.example)", "link:https://b.example/(https://a.example)"],
  ["![a](https://example.org/a.png)", `![a](${link("https://example.org/a.png")})`],
  ["[a](https://example.org 'b')", `[a](${link("https://example.org")} 'b')`],
  ["https://bank.example@evil.example", "https://bank.example@evil.example"],
])("%j is linked as %j", (text, tree) => {
  expect(outline(parseMarkdown(text))).toBe(tree)
})

test.each([
  ["> a\n> b\nc", "quote(a\nb) | c"],
  ["a\n> b\n>\n> c\n\nd", "a | quote(b\n\nc) | d"],
  ["> a\n> > b\n>> c", "quote(a | quote(b\nc))"],
  [`${"> ".repeat(6)}a`, "quote(quote(quote(quote(> > a))))"],
  ["- a\n- b\nc", "list(• a; • b) | c"],
  ["* a\n  more\n* b", "list(• a\nmore; • b)"],
  ["  - a\n  - b", "list(• a; • b)"],
  ["- a\n  - b\n    - c\n- d", "list(• a | list(• b | list(• c)); • d)"],
  ["1. a\n1. b\n5. c\n  - d", "list(1 a; 1 b; 5 c | list(• d))"],
  ["- [ ] a", "list(• [ ] a)"],
  ["- a\n\n- b", "list(• a) | list(• b)"],
  ["> - a\n> - b", "quote(list(• a; • b))"],
  ["```js\n**a**\n```\nb", "block:js(**a**) | b"],
  ["a\n```\n\n  b\n```", "a | block:(\n  b)"],
  ["```\na```", "block:(a)"],
  ["``` a b\nc\n```", "block:(a b\nc)"],
  ["- a\n  ```\n  b\n  ```", "list(• a | block:(b))"],
  ["> ```\n> a\n> ```", "quote(block:(a))"],
])("%j is made of %j", (text, tree) => {
  expect(outline(parseMarkdown(text))).toBe(tree)
})

test.each(["a\nb", "a\n\n\nb  c", " a \n\tb\n", "\n\na"])("the lines of %j are kept", (text) => {
  expect(outline(parseMarkdown(text))).toBe(text)
  expect(outline(parseMarkdown(`${text} *b*`))).toBe(`${text} em(b)`)
})
