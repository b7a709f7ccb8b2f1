/** JSON of clients, bounded in depth and structure before it is parsed. */
import type { FastifyInstance } from "fastify"
import { JSON_DEPTH_MAX, JSON_STRUCTURES_MAX } from "../../shared/limits.ts"

const [QUOTE, BACKSLASH, OPEN_LIST, OPEN_OBJECT, CLOSE_LIST, CLOSE_OBJECT] = [...'"\\[{]}'].map(
  (char) => char.charCodeAt(0),
)

/** The reason to refuse text that would cost far more parsed than it is long, or null. */
export function whyTooComplex(json: string): string | null {
  let depth = 0
  let structures = 0
  for (let at = 0; at < json.length; at++) {
    const char = json.charCodeAt(at)
    if (char === QUOTE) at = endOfString(json, at)
    else if (char === OPEN_LIST || char === OPEN_OBJECT) {
      depth++
      structures++
    } else if (char === CLOSE_LIST || char === CLOSE_OBJECT) depth--
    if (depth > JSON_DEPTH_MAX) return `JSON nests deeper than ${JSON_DEPTH_MAX}`
    if (structures > JSON_STRUCTURES_MAX)
      return `JSON has more than ${JSON_STRUCTURES_MAX} lists and objects`
  }
  return null
}

function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    const char = json.charCodeAt(at)
    if (char === BACKSLASH) at++
    else if (char === QUOTE) return at
  }
  return json.length
}

const utf8 = new TextDecoder("utf-8", { fatal: true })

export const badRequest = (detail: string) => Object.assign(new Error(detail), { statusCode: 400 })

/** Throws what Fastify answers with status 400. */
export function refuseComplex(json: string) {
  const complaint = whyTooComplex(json)
  if (complaint !== null) throw badRequest(complaint)
}

export function acceptJson(app: FastifyInstance, read: (text: string) => unknown) {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    "application/json",
    { parseAs: "buffer" },
    async (_: unknown, body: Buffer) => {
      const text = textIn(body)
      refuseComplex(text)
      return read(text)
    },
  )
}

/** Throws what Fastify answers with status 400. */
export function textIn(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw badRequest("not UTF-8")
  }
}

/** Undefined for no text at all. Throws what Fastify answers with status 400. */
export function parseJson(text: string): unknown {
  if (text === "") return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest("the body is not JSON")
  }
}
