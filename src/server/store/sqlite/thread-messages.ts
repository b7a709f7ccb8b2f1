import { ChatError, type ChatErrorCode } from "../../../shared/errors.ts"
import { storeErrors } from "../errors.ts"
import type { StoreCalls } from "../store.ts"

export type Method = keyof StoreCalls
export type Input<M extends Method> = Parameters<StoreCalls[M]>[0]
export type Output<M extends Method> = Awaited<ReturnType<StoreCalls[M]>>

export type Request = { id: number; method: Method; input: unknown }
export type Reply = { id: number; value: unknown } | { id: number; error: SerializedError }
/** Between threads an error keeps its fields, but not its class. */
type SerializedError = { code: ChatErrorCode; message: string; cause: string | undefined }

/** An error that is not expected means that the database failed. */
export function serializeError(error: unknown): SerializedError {
  const { code, message, cause } =
    error instanceof ChatError ? error : storeErrors.unavailable(error)
  return { code, message, cause: cause instanceof Error ? cause.message : undefined }
}

export const deserializeError = ({ code, message, cause }: SerializedError): ChatError =>
  new ChatError(code, message, { cause })
