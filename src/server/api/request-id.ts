import { randomUUID } from "node:crypto"
import type { IncomingMessage } from "node:http"

export const REQUEST_ID_HEADER = "x-request-id"

/** Of a proxy; anything else has no place in a log. */
const SANE = /^[\w.:+/=@-]{1,64}$/

/** The proxy's, or a random one; the same at every call. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers[REQUEST_ID_HEADER]
  if (typeof given === "string" && SANE.test(given)) return given
  const made = randomUUID()
  headers[REQUEST_ID_HEADER] = made
  return made
}
