/** What a frame of tRPC's wire protocol says, checked before anything is done. All of it is bounded by the frame. */
import { TRPCError } from "@trpc/server"
import { parseConnectionParamsFromUnknown } from "@trpc/server/http"
import { parseTRPCMessage, type TRPCClientOutgoingMessage } from "@trpc/server/rpc"
import { BATCH_CALLS_MAX, CALL_ID_CHARS_MAX } from "../../../shared/limits.ts"
import { appRouter } from "./router.ts"

export type Call = TRPCClientOutgoingMessage
/** Whom an answer is for. */
export type Asker = { id: Call["id"]; jsonrpc?: Call["jsonrpc"] | undefined }

const { transformer } = appRouter._def._config

/** The name in a client's first frame, when it announced one. Throws PARSE_ERROR. */
export function nameIn(text: string): string | undefined {
  const message = parsed(text)
  if (!isObject(message)) throw new TRPCError({ code: "PARSE_ERROR" })
  return parseConnectionParamsFromUnknown(message.data)?.username
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

/** Where a client left off goes with the input. */
export function withLastEventId(input: unknown, lastEventId: string | undefined): unknown {
  if (lastEventId === undefined) return input
  return isObject(input) ? { ...input, lastEventId } : (input ?? { lastEventId })
}

/** Subscriptions have a bound of their own, and a client that reconnects asks for all of its own at once. */
export const isBatchTooLarge = (messages: unknown[]): boolean =>
  messages.filter((message) => !isAboutSubscription(message)).length > BATCH_CALLS_MAX

export const isToSubscribe = ({ method }: Call): boolean => method === "subscription"

/** Those calls in a batch that somebody waits for an answer to. */
export const askedIn = (messages: unknown[]): Asker[] =>
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

/** Everything a subscription is told repeats its id. */
const isId = (id: unknown) =>
  typeof id === "string" ? id.length <= CALL_ID_CHARS_MAX : Number.isSafeInteger(id)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
