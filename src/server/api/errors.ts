/** The one table: what each of the core's errors is called at each door. It does not compile when one lacks a name. */
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server/rpc"
import { ChatError, type ChatErrorCode } from "../../shared/errors.ts"

type Translation = {
  /** HTTP status at the REST door. */
  http: number
  trpc: TRPC_ERROR_CODE_KEY
  /** Close code of a raw socket that cannot even begin because of this; once begun, it is told and lives on. */
  close: number
}

const BROKEN = 1011

export const errorTable = {
  ROOM_NOT_FOUND: { http: 404, trpc: "NOT_FOUND", close: 4004 },
  // The seed answers 400 to a name that is taken, and its clients rely on it.
  ROOM_NAME_TAKEN: { http: 400, trpc: "CONFLICT", close: BROKEN },
  USERNAME_REQUIRED: { http: 422, trpc: "UNAUTHORIZED", close: 4001 },
  CLIENT_ID_CONFLICT: { http: 409, trpc: "CONFLICT", close: BROKEN },
  TOO_MANY_MESSAGES: { http: 429, trpc: "TOO_MANY_REQUESTS", close: BROKEN },
  TOO_MANY_SUBSCRIPTIONS: { http: 429, trpc: "TOO_MANY_REQUESTS", close: BROKEN },
  STORE_UNAVAILABLE: { http: 503, trpc: "SERVICE_UNAVAILABLE", close: BROKEN },
  SHUTTING_DOWN: { http: 503, trpc: "SERVICE_UNAVAILABLE", close: 1012 },
} as const satisfies Record<ChatErrorCode, Translation>

/** What an operator must hear of: everything unexpected, and a store that fails. */
export const isOurFault = (error: unknown): boolean =>
  !(error instanceof ChatError) || error.code === "STORE_UNAVAILABLE"
