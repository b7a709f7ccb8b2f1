import { STORE_CLOSE_MS_MAX, STORE_WAIT_MS_MAX } from "../../limits.ts"
import { storeErrors } from "../errors.ts"

export const timeoutError = () =>
  storeErrors.unavailable(new Error("Postgres did not answer in time"))

/** Rejects when it takes longer than a caller waits. The work goes on, within bounds of its own. */
export function withDeadline<T>(work: Promise<T>, ms = STORE_WAIT_MS_MAX): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(timeoutError()), ms)
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer))
}

export const endWithDeadline = (connection: { end(): Promise<void> }): Promise<void> =>
  withDeadline(connection.end(), STORE_CLOSE_MS_MAX).catch(() => {})
