/** JSON as it comes in over HTTP: bounded in depth before anything parses it. */
import type { FastifyInstance } from "fastify"
import { JSON_DEPTH_MAX } from "../../shared/limits.ts"

const [QUOTE, BACKSLASH, OPEN_LIST, OPEN_OBJECT, CLOSE_LIST, CLOSE_OBJECT] = [...'"\\[{]}'].map(
  (char) => char.charCodeAt(0),
)

/** True for text whose brackets nest deeper than JSON_DEPTH_MAX: parsing it would cost in proportion. */
export function isTooDeep(json: string): boolean {
  let depth = 0
  for (let at = 0; at < json.length; at++) {
    const char = json.charCodeAt(at)
    if (char === QUOTE) at = endOfString(json, at)
    else if (char === OPEN_LIST || char === OPEN_OBJECT) depth++
    else if (char === CLOSE_LIST || char === CLOSE_OBJECT) depth--
    if (depth > JSON_DEPTH_MAX) return true
  }
  return false
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

/** An error that Fastify answers with status 400 and this text. */
export const badRequest = (detail: string) => Object.assign(new Error(detail), { statusCode: 400 })

export function refuseDeep(json: string) {
  if (isTooDeep(json)) throw badRequest(`JSON nests deeper than ${JSON_DEPTH_MAX}`)
}

/** Makes `application/json` the only body these routes take. */
export function acceptJson(app: FastifyInstance, read: (text: string) => unknown) {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    "application/json",
    { parseAs: "buffer" },
    async (_: unknown, body: Buffer) => {
      const text = textIn(body)
      refuseDeep(text)
      return read(text)
    },
  )
}

/** Bytes that are no text are refused, not replaced. Throws what Fastify answers with status 400. */
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
