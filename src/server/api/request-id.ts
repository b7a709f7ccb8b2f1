import { randomUUID } from "node:crypto"
import type { IncomingMessage } from "node:http"

export const REQUEST_ID_HEADER = "x-request-id"

/** What a proxy may call a request. What is longer or else has no place in a log. */
const SANE = /^[\w.:+/=@-]{1,64}$/

/** The request's id: as the proxy says, or made up. It is the same whenever it is asked for. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers[REQUEST_ID_HEADER]
  if (typeof given === "string" && SANE.test(given)) return given
  const made = randomUUID()
  headers[REQUEST_ID_HEADER] = made
  return made
}
