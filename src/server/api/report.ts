import type { Logger } from "pino"
import { ChatError } from "../../shared/errors.ts"
import { countOne, type Figures } from "../figures.ts"
import { isOurFault } from "./errors.ts"

/** Where it happened: an HTTP request's id or a WebSocket's, and what was asked. */
export type Place = { request?: string; connection?: string; path?: string }

/** What the doors refuse: all of it counted, and what is our own fault logged, once, with its cause. */
export function createReport({ log, figures }: { log: Logger; figures: Figures }) {
  return {
    /** Somebody asked for what cannot be. `code` is one of a few, whoever asks. */
    refused: (code: string) => countOne(figures.refused, code),

    failed(error: unknown, place: Place) {
      countOne(figures.refused, error instanceof ChatError ? error.code : "INTERNAL")
      if (isOurFault(error)) log.error({ err: error, ...place }, "could not do what was asked")
    },
  }
}

export type Report = ReturnType<typeof createReport>
