import type { Inline, Link } from "./tree.ts"

/** Direction marks are not part of an address: they would let it show another one. */
const ADDRESS = /^(?:https?:\/\/|www\.)[^\s<>"“”`\u202a-\u202e\u2066-\u2069]+/iu
const TRAILING = new Set(".,:;!?'’*_~。，、；：！？）」』】")
const BRACKETS = new Map([
  [")", "("],
  ["]", "["],
])
const PROTOCOLS = new Set(["http:", "https:", "mailto:"])

/** The address a text begins with, "" when it begins with none. */
export function addressAt(text: string): string {
  const [address] = ADDRESS.exec(text) ?? []
  return address === undefined ? "" : withoutTail(address)
}

/** A closing bracket belongs to the address only if it was opened there. */
function withoutTail(address: string): string {
  const surplus = new Map(
    Array.from(BRACKETS, ([close, open]) => [close, count(address, close) - count(address, open)]),
  )
  let end = address.length
  for (; end > 0; end--) {
    const last = address.charAt(end - 1)
    if (TRAILING.has(last)) continue
    const left = surplus.get(last) ?? 0
    if (left <= 0) break
    surplus.set(last, left - 1)
  }
  return address.slice(0, end)
}

const count = (text: string, char: string) => text.split(char).length

/** Null for what is no address of a page or a mailbox, or has a user name before its host. */
export function linkTo(address: string, children: Inline[], shown: string): Link | null {
  const url = URL.parse(/^www\./i.test(address) ? `https://${address}` : address)
  if (!url || !PROTOCOLS.has(url.protocol) || url.username || url.password) return null
  const host = url.host || url.pathname
  const saysWhere = shown.toLowerCase().includes(host)
  return { type: "link", href: url.href, host: saysWhere ? null : host, children }
}

export const looksLikeAddress = (shown: string) => /^\S+\.\S+$|:\/\//.test(shown.trim())
