/** What a tRPC client is told of an error: the table's code, words for people, and nothing of the server's inside. */
import { TRPCError } from "@trpc/server"
import { getHTTPStatusCodeFromError } from "@trpc/server/http"
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc"
import { ZodError } from "zod"
import { ChatError } from "../../../shared/errors.ts"
import { errorTable } from "../errors.ts"
import type { FailureLog, Place } from "../failure-log.ts"

type Failure = { error: TRPCError; path?: string | undefined }

/** The error formatter: `data.chatCode` is the core's own code where the error is one of the core's. */
export function shapeOf({ error, path }: Failure) {
  const told = asTold(error)
  const chat = error.cause instanceof ChatError ? error.cause : null
  return {
    code: TRPC_ERROR_CODES_BY_KEY[told.code],
    message: told.message,
    data: {
      code: told.code,
      httpStatus: getHTTPStatusCodeFromError(told),
      path,
      chatCode: chat?.code ?? null,
      retryAfterMs: chat?.retryAfterMs ?? null,
    },
  }
}

function asTold({ code, message, cause }: TRPCError): TRPCError {
  if (cause instanceof ChatError)
    return new TRPCError({ code: errorTable[cause.code].trpc, message: cause.message })
  if (cause instanceof ZodError) return new TRPCError({ code, message: inWords(cause) })
  if (code === "PARSE_ERROR") return new TRPCError({ code, message: "not a tRPC request" })
  if (code === "INTERNAL_SERVER_ERROR")
    return new TRPCError({ code, message: "internal server error" })
  return new TRPCError({ code, message })
}

const inWords = ({ issues }: ZodError) =>
  issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": ")).join("; ")

/** A frame that answers one whose id could not be read. */
export const refusalFrame = (message: string): string =>
  JSON.stringify({
    id: null,
    error: shapeOf({ error: new TRPCError({ code: "BAD_REQUEST", message }) }),
  })

/** What tRPC itself refused has its own code; what was thrown at it is in the cause. */
export const logFailures =
  (failures: FailureLog, place: Place) =>
  ({ error }: Failure) =>
    error.code === "INTERNAL_SERVER_ERROR"
      ? failures.failed(error.cause ?? error, place)
      : failures.refused(error.code)
