/** What each of the core's errors is called at each door. */
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server/rpc"
import { ChatError, type ChatErrorCode } from "../../shared/errors.ts"
import { closeCodes } from "./close-codes.ts"

type Translation = {
  http: number
  trpc: TRPC_ERROR_CODE_KEY
  /** Of a raw socket that cannot be opened because of this; an open one gets an error frame instead. */
  close: number
}

export const errorTable = {
  ROOM_NOT_FOUND: { http: 404, trpc: "NOT_FOUND", close: closeCodes.noRoom },
  // The system we replace answers 400 to a name that is taken, and its clients rely on it.
  ROOM_NAME_TAKEN: { http: 400, trpc: "CONFLICT", close: closeCodes.broken },
  USERNAME_REQUIRED: { http: 422, trpc: "UNAUTHORIZED", close: closeCodes.nameless },
  NOT_ALLOWED: { http: 403, trpc: "FORBIDDEN", close: closeCodes.notAllowed },
  CLIENT_ID_CONFLICT: { http: 409, trpc: "CONFLICT", close: closeCodes.broken },
  TOO_MANY_MESSAGES: { http: 429, trpc: "TOO_MANY_REQUESTS", close: closeCodes.broken },
  TOO_MANY_ROOMS: { http: 429, trpc: "TOO_MANY_REQUESTS", close: closeCodes.broken },
  // No Retry-After: a room has to be deleted first.
  ROOMS_FULL: { http: 429, trpc: "TOO_MANY_REQUESTS", close: closeCodes.broken },
  TOO_MANY_SUBSCRIPTIONS: { http: 429, trpc: "TOO_MANY_REQUESTS", close: closeCodes.broken },
  TOO_MANY_CONNECTIONS: { http: 429, trpc: "TOO_MANY_REQUESTS", close: closeCodes.flooding },
  TOO_MANY_READS: { http: 429, trpc: "TOO_MANY_REQUESTS", close: closeCodes.flooding },
  TOO_MUCH_UNREAD: { http: 429, trpc: "TOO_MANY_REQUESTS", close: closeCodes.tooSlow },
  ANSWER_TOO_LARGE: { http: 413, trpc: "PAYLOAD_TOO_LARGE", close: closeCodes.broken },
  OVERLOADED: { http: 503, trpc: "SERVICE_UNAVAILABLE", close: closeCodes.tooSlow },
  STORE_UNAVAILABLE: { http: 503, trpc: "SERVICE_UNAVAILABLE", close: closeCodes.broken },
  SHUTTING_DOWN: { http: 503, trpc: "SERVICE_UNAVAILABLE", close: closeCodes.restarting },
} as const satisfies Record<ChatErrorCode, Translation>

export const isOurFault = (error: unknown): boolean =>
  !(error instanceof ChatError) || error.code === "STORE_UNAVAILABLE"
