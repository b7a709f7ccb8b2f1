/** Values of settings. An error quotes what is wrong and says what would be right. */
import { isIP } from "node:net"
import { compile } from "@fastify/proxy-addr"
import { z } from "zod"

export const passes =
  <Value>(check: (value: Value) => unknown) =>
  (value: Value, context: z.RefinementCtx) => {
    try {
      check(value)
    } catch (error) {
      context.addIssue({ code: "custom", message: (error as Error).message })
    }
  }

/** White space, as a line's end of another system, would be a part of the value. */
export const Text = z.string().refine((text) => text === text.trim(), {
  error: "has white space around it",
  abort: true,
})

export const oneOf = <Word extends string>(...words: Word[]) =>
  Text.pipe(z.enum(words, { error: ({ input }) => `"${input}" is none of ${words.join(", ")}` }))

/** Comma-separated; every wrong item is named. */
const list = (check: (item: string) => void) =>
  z
    .string()
    .transform((text) => text.split(",").map((item) => item.trim()))
    .transform((items) => items.filter(Boolean))
    .superRefine((items, context) => {
      for (const item of items) passes(check)(item, context)
    })

export const Port = Text.superRefine(passes(checkPort)).transform(Number)
export const Host = Text.superRefine(passes(checkHost))
export const Origins = list(checkOrigin)
export const Proxies = list(checkProxy)

const PORT_MAX = 65_535

function checkPort(text: string) {
  if (/^(0|[1-9]\d*)$/.test(text) && Number(text) <= PORT_MAX) return
  throw new Error(`"${text}" is not a whole number from 0 to ${PORT_MAX}, in digits`)
}

/** With a number as its last part it would be an address in an unusual notation. */
const HOST_NAME =
  /^(?:[a-z\d_](?:[a-z\d_-]*[a-z\d_])?\.)*(?=[^.]*[a-z])[a-z\d_](?:[a-z\d_-]*[a-z\d_])?\.?$/i

function checkHost(text: string) {
  if (isHost(text)) return
  const url = URL.parse(text.includes("://") ? text : `http://${text}`)
  const host = url?.hostname.replace(/^\[|\]$/g, "") ?? ""
  const port = url?.port ? ` and PORT=${url.port}` : ""
  const hint = isHost(host) && !/^\d+$/.test(text) ? `; HOST=${host}${port} would be` : ""
  throw new Error(`"${text}" is not the name or the address of this machine${hint}`)
}

const isHost = (text: string) => isIP(text) !== 0 || HOST_NAME.test(text)

function checkOrigin(text: string) {
  if (text === "*") return
  if (text.includes("*")) {
    throw new Error(`"${text}" is not an origin: name each of them, or * alone for any`)
  }
  const origin = URL.parse(text.includes("://") ? text : `https://${text}`)?.origin
  if (origin === text && /^https?:/.test(text)) return
  const hint = origin && /^https?:/.test(origin) ? `; ${origin} is one` : ""
  throw new Error(`"${text}" is not an origin${hint}`)
}

const NETWORKS = new Set(["loopback", "linklocal", "uniquelocal"])

/** Libraries take `1` for 0.0.0.1, where other programs mean a number of proxies. */
function checkProxy(text: string) {
  const [address = "", size, ...more] = text.split("/")
  const isSize = size === undefined || /^\d{1,3}$/.test(size) || isIP(size) !== 0
  const isNetwork = NETWORKS.has(text) || (isIP(address) !== 0 && isSize && more.length === 0)
  if (isNetwork && compiles(text)) return
  const networks = [...NETWORKS].join(", ")
  throw new Error(
    `"${text}" is not the address of a proxy, a network as 10.0.0.0/8, or one of ${networks}`,
  )
}

function compiles(network: string): boolean {
  try {
    compile(network)
    return true
  } catch {
    return false
  }
}
