/** Errors over HTTP: `{"detail"}`, as in the system that this one replaces. */
import type { FastifyError, FastifyInstance, FastifyReply } from "fastify"
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod"
import { z } from "zod"
import { ChatError } from "../../shared/errors.ts"
import { errorTable } from "./errors.ts"
import type { FailureLog } from "./failure-log.ts"

const Invalid = z
  .object({
    detail: z.array(
      z.object({
        loc: z.array(z.union([z.string(), z.number()])),
        msg: z.string(),
        type: z.string(),
      }),
    ),
  })
  .meta({
    id: "ValidationError",
    examples: [
      {
        detail: [{ loc: ["body", "name"], msg: "must not be empty or invisible", type: "custom" }],
      },
    ],
  })
const Refused = z
  .object({ detail: z.string().describe("for people") })
  .meta({ id: "Error", examples: [{ detail: "Room not found" }] })
const retryable: number[] = [429, 503]
const headers = {
  "Retry-After": { type: "integer", description: "seconds to wait, where that is known" },
}

const reasons = {
  400: "malformed JSON, or the name is already taken",
  404: "no such room",
  409: "this client_id stands for other content",
  413: "the body is over 64 KiB",
  415: "the body is not application/json",
  422: "a value is not allowed",
  429: "too many at once: wait as long as Retry-After says; without it, no more rooms fit",
  503: "the store cannot be reached or the server is restarting: nothing was stored",
}

export function errorResponses(...statuses: (keyof typeof reasons)[]) {
  const described = [...statuses, 503 as const].map((status) => {
    const shape = status === 422 ? Invalid : Refused
    const description = reasons[status]
    return [status, shape.meta({ description, ...(retryable.includes(status) && { headers }) })]
  })
  return Object.fromEntries(described) as Partial<Record<number, typeof Refused | typeof Invalid>>
}

/** The one error exit of everything that speaks HTTP. */
export function answerErrors(app: FastifyInstance, failures: FailureLog) {
  app.setNotFoundHandler((_, reply) => reply.code(404).send({ detail: "Not Found" }))
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error instanceof ChatError) {
      failures.recordFailure(error, { request: request.id })
      return refuseChat(error, reply)
    }
    const isInvalid = hasZodFastifySchemaValidationErrors(error)
    const status = isInvalid ? 422 : (error.statusCode ?? 500)
    if (status < 500) {
      failures.recordRefusal(`HTTP_${status}`)
      return reply.code(status).send({ detail: isInvalid ? invalidParts(error) : error.message })
    }
    failures.recordFailure(error, { request: request.id })
    return reply.code(500).send({ detail: "Internal Server Error" })
  })
}

function refuseChat({ code, message, retryAfterMs }: ChatError, reply: FastifyReply) {
  if (retryAfterMs !== undefined) reply.header("retry-after", Math.ceil(retryAfterMs / 1_000))
  return reply.code(errorTable[code].http).send({ detail: message })
}

/** In the words of the system we replace. */
const sources: Record<string, string> = { params: "path", querystring: "query" }

type ZodRefusal = Error & {
  validation: { instancePath: string; keyword: string; message?: string }[]
  validationContext?: string
}

function invalidParts({ validation, validationContext = "body" }: ZodRefusal) {
  return validation.map(({ instancePath, keyword, message }) => ({
    loc: [
      sources[validationContext] ?? validationContext,
      ...instancePath.split("/").filter(Boolean),
    ],
    msg: message ?? "not allowed",
    type: keyword,
  }))
}
