import { messageOf } from "../../../shared/errors.ts"

/** SQLSTATEs of a lost or ending connection: class 08, and the server's shutting down. */
const LOST = /^(08...|57P0[1-5])$/
/** Another transaction was in the way, or the server is too busy: timeouts, deadlocks, too many connections. */
const BUSY = /^(40001|40P01|55P03|57014|25P0[34]|53300)$/

export const isConnectionLost = (error: unknown): boolean => {
  const state = sqlStateOf(error)
  return state === undefined || LOST.test(state)
}

export const isTransient = (error: unknown): boolean =>
  isConnectionLost(error) || BUSY.test(sqlStateOf(error) ?? "")

/** Postgres adds details that may quote a message. */
export function withoutDetails(error: unknown): Error {
  const state = sqlStateOf(error)
  return new Error(state ? `${messageOf(error)} (${state})` : messageOf(error))
}

/** Errors of the network have codes too, but words for them. */
function sqlStateOf(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  return /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code) ? code : undefined
}
