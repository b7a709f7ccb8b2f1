import type { Logger } from "pino"
import { ChatError } from "../../shared/errors.ts"
import { countOne, type Metrics } from "../metrics.ts"
import { isOurFault } from "./errors.ts"

/** Where it happened: an HTTP request's id or a WebSocket's, and what was asked. */
export type Place = { request?: string; connection?: string; path?: string }

/** What the doors refuse: all of it counted, and what is our own fault logged, once, with its cause. */
export function createFailureLog({ log, metrics }: { log: Logger; metrics: Metrics }) {
  return {
    /** Somebody asked for what cannot be. `code` is one of a few, whoever asks. */
    refused: (code: string) => countOne(metrics.refused, code),

    failed(error: unknown, place: Place) {
      countOne(metrics.refused, error instanceof ChatError ? error.code : "INTERNAL")
      if (isOurFault(error)) log.error({ err: error, ...place }, "could not do what was asked")
    },
  }
}

export type FailureLog = ReturnType<typeof createFailureLog>
