import bash from "highlight.js/lib/languages/bash"
import c from "highlight.js/lib/languages/c"
import cpp from "highlight.js/lib/languages/cpp"
import css from "highlight.js/lib/languages/css"
import diff from "highlight.js/lib/languages/diff"
import go from "highlight.js/lib/languages/go"
import java from "highlight.js/lib/languages/java"
import javascript from "highlight.js/lib/languages/javascript"
import json from "highlight.js/lib/languages/json"
import python from "highlight.js/lib/languages/python"
import rust from "highlight.js/lib/languages/rust"
import sql from "highlight.js/lib/languages/sql"
import typescript from "highlight.js/lib/languages/typescript"
import xml from "highlight.js/lib/languages/xml"
import yaml from "highlight.js/lib/languages/yaml"
import { createLowlight } from "lowlight"

export type Coloured = string | { as: string; children: Coloured[] }

const lowlight = createLowlight({
  bash,
  c,
  cpp,
  css,
  diff,
  go,
  java,
  javascript,
  json,
  python,
  rust,
  sql,
  typescript,
  xml,
  yaml,
})

/** Undefined for unknown languages. */
export function highlight(language: string, code: string): Coloured[] | undefined {
  const name = language.toLowerCase()
  return lowlight.registered(name)
    ? lowlight.highlight(name, code).children.flatMap(colouredOf)
    : undefined
}

type Node = ReturnType<typeof lowlight.highlight>["children"][number]

function colouredOf(node: Node): Coloured[] {
  if (node.type === "text") return [node.value]
  if (node.type !== "element") return []
  const { className } = node.properties
  const as = Array.isArray(className) ? className.join(" ") : ""
  return [{ as, children: node.children.flatMap(colouredOf) }]
}
