/** Errors as a tRPC client gets them: the table's code, a message for people, and nothing of the server's inside. */
import { TRPCError } from "@trpc/server"
import { getHTTPStatusCodeFromError } from "@trpc/server/http"
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc"
import { ZodError } from "zod"
import { ChatError } from "../../../shared/errors.ts"
import { errorTable } from "../errors.ts"
import type { FailureContext, FailureLog } from "../failure-log.ts"

type Failure = { error: TRPCError; path?: string | undefined }

/** The error formatter: `data.chatCode` is the core's own code where the error is one of the core's. */
export function shapeOf({ error, path }: Failure) {
  const shown = publicError(error)
  const chat = error.cause instanceof ChatError ? error.cause : null
  return {
    code: TRPC_ERROR_CODES_BY_KEY[shown.code],
    message: shown.message,
    data: {
      code: shown.code,
      httpStatus: getHTTPStatusCodeFromError(shown),
      path,
      chatCode: chat?.code ?? null,
      retryAfterMs: chat?.retryAfterMs ?? null,
    },
  }
}

function publicError({ code, message, cause }: TRPCError): TRPCError {
  if (cause instanceof ChatError)
    return new TRPCError({ code: errorTable[cause.code].trpc, message: cause.message })
  if (cause instanceof ZodError) return new TRPCError({ code, message: issuesText(cause) })
  if (code === "PARSE_ERROR") return new TRPCError({ code, message: "not a tRPC request" })
  if (code === "INTERNAL_SERVER_ERROR")
    return new TRPCError({ code, message: "internal server error" })
  return new TRPCError({ code, message })
}

const issuesText = ({ issues }: ZodError) =>
  issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": ")).join("; ")

/** A frame that answers one whose id could not be read. */
export const refusalFrame = (message: string): string =>
  JSON.stringify({
    id: null,
    error: shapeOf({ error: new TRPCError({ code: "BAD_REQUEST", message }) }),
  })

/** What tRPC itself refused has its own code; what a procedure threw is the cause. */
export const logFailures =
  (failures: FailureLog, context: FailureContext) =>
  ({ error }: Failure) =>
    error.code === "INTERNAL_SERVER_ERROR"
      ? failures.recordFailure(error.cause ?? error, context)
      : failures.recordRefusal(error.code)
