import type { Logger } from "pino"
import { ChatError } from "../../shared/errors.ts"
import { countOne, type Metrics } from "../metrics.ts"
import { isOurFault } from "./errors.ts"

export type FailureContext = { request?: string; connection?: string; path?: string }

/** Counts all that the doors refuse, and logs what is our own fault. */
export function createFailureLog({ log, metrics }: { log: Logger; metrics: Metrics }) {
  return {
    /** `code` is one of a few, whatever the client sends. */
    recordRefusal: (code: string) => countOne(metrics.refused, code),

    recordFailure(error: unknown, context: FailureContext) {
      countOne(metrics.refused, error instanceof ChatError ? error.code : "INTERNAL")
      if (isOurFault(error)) log.error({ err: error, ...context }, "could not do what was asked")
    },
  }
}

export type FailureLog = ReturnType<typeof createFailureLog>
