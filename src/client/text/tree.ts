/** A message's text, once it is parsed. */
export type Block =
  | { type: "text"; children: Inline[] }
  | { type: "quote"; children: Block[] }
  | { type: "list"; items: Item[] }
  | { type: "code"; language: string; text: string }

/** `number` is the writer's own, null in a list without numbers. */
export type Item = { number: number | null; children: Block[] }

export type Inline =
  | string
  | { type: "strong" | "em" | "del"; children: Inline[] }
  | { type: "code"; text: string }
  | Link

export type Link = {
  type: "link"
  href: string
  /** Where it leads; null when its text says so. */
  host: string | null
  children: Inline[]
}
