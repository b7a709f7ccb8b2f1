import { TRPCError } from "@trpc/server"
import { parseConnectionParamsFromUnknown } from "@trpc/server/http"
import { parseTRPCMessage } from "@trpc/server/rpc"
import { BATCH_CALLS_MAX, CALL_ID_CHARS_MAX } from "../../../shared/limits.ts"
import type { Credentials } from "../../identity/identify.ts"
import type { Call, CallHeader } from "./call.ts"
import { appRouter } from "./router.ts"

const { transformer } = appRouter._def._config

/** Of the first frame, with `connectionParams=1`. Throws PARSE_ERROR. */
export function credentialsIn(text: string): Credentials {
  const message = parsed(text)
  if (!isObject(message)) throw new TRPCError({ code: "PARSE_ERROR" })
  return { name: parseConnectionParamsFromUnknown(message.data)?.username }
}

/** The messages of a frame, one or a batch, not yet checked. Throws PARSE_ERROR. */
export const messagesIn = (text: string): unknown[] => [parsed(text)].flat()

/** Throws PARSE_ERROR. */
export function callIn(message: unknown): Call {
  try {
    const call = parseTRPCMessage(message, transformer)
    if (call.id === null || isId(call.id)) return call
  } catch (cause) {
    throw new TRPCError({ code: "PARSE_ERROR", cause })
  }
  throw new TRPCError({ code: "BAD_REQUEST", message: "id: too long, or no safe integer" })
}

export function withLastEventId(input: unknown, lastEventId: string | undefined): unknown {
  if (lastEventId === undefined) return input
  return isObject(input) ? { ...input, lastEventId } : (input ?? { lastEventId })
}

/** Subscriptions have a bound of their own, and a client that reconnects asks for all of its own at once. */
export const isBatchTooLarge = (messages: unknown[]): boolean =>
  messages.filter((message) => !isAboutSubscription(message)).length > BATCH_CALLS_MAX

export const isSubscribe = ({ method }: Call): boolean => method === "subscription"

export const headersIn = (messages: unknown[]): CallHeader[] =>
  messages
    .filter(isObject)
    .filter(({ id, method }) => method !== "subscription.stop" && isId(id))
    .map(({ id, jsonrpc }) => ({
      id: id as Call["id"],
      jsonrpc: jsonrpc === "2.0" ? "2.0" : undefined,
    }))

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new TRPCError({ code: "PARSE_ERROR", cause })
  }
}

const isAboutSubscription = (message: unknown) =>
  isObject(message) &&
  typeof message.method === "string" &&
  message.method.startsWith("subscription")

/** Every event of a subscription repeats its id. */
const isId = (id: unknown) =>
  typeof id === "string" ? id.length <= CALL_ID_CHARS_MAX : Number.isSafeInteger(id)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
