/** What went wrong with Postgres: whether it passes, and how to say it. */
import { messageOf } from "../../../shared/errors.ts"

/** SQLSTATEs that mean the connection is gone or going: class 08, and the server's shutting down. */
const LOST = /^(08...|57P0[1-5])$/
/** Another transaction was in the way, or the server is too busy: timeouts, deadlocks, too many connections. */
const BUSY = /^(40001|40P01|55P03|57014|25P0[34]|53300)$/

/** The connection died; it is not known what became of what was asked. */
export const isLost = (error: unknown): boolean => {
  const state = stateOf(error)
  return state === undefined || LOST.test(state)
}

/** It may well succeed if it is tried again. */
export const isPassing = (error: unknown): boolean =>
  isLost(error) || BUSY.test(stateOf(error) ?? "")

/** An Error without the details that Postgres adds, which may be what people wrote. */
export function reasonOf(error: unknown): Error {
  const state = stateOf(error)
  return new Error(state ? `${messageOf(error)} (${state})` : messageOf(error))
}

/** Errors of the network have codes too, but words for them. */
function stateOf(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  return /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code) ? code : undefined
}
