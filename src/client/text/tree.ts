/** What a message's text is made of, once it is read. */
export type Block =
  | { type: "text"; children: Inline[] }
  | { type: "quote"; children: Block[] }
  | { type: "list"; items: Item[] }
  | { type: "code"; language: string; text: string }

/** Numbered as its writer numbered it, null in a list without numbers. */
export type Item = { number: number | null; children: Block[] }

export type Inline =
  | string
  | { type: "strong" | "em" | "del"; children: Inline[] }
  | { type: "code"; text: string }
  | Link

export type Link = {
  type: "link"
  href: string
  /** Where it leads, when its text does not say so. */
  host: string | null
  children: Inline[]
}
