/** What passes between the main thread and the database threads. Errors travel as fields: a class would not arrive. */
import { ChatError, type ChatErrorCode } from "../../../shared/errors.ts"
import { storeErrors } from "../errors.ts"
import type { StoreCalls } from "../store.ts"

export type Method = keyof StoreCalls
export type Input<M extends Method> = Parameters<StoreCalls[M]>[0]
export type Output<M extends Method> = Awaited<ReturnType<StoreCalls[M]>>

export type Request = { id: number; method: Method; input: unknown }
export type Reply = { id: number; value: unknown } | { id: number; refusal: Refusal }
type Refusal = { code: ChatErrorCode; message: string; cause: string | undefined }

/** Whatever is not an expected refusal means that the database failed. */
export function toRefusal(error: unknown): Refusal {
  const { code, message, cause } =
    error instanceof ChatError ? error : storeErrors.unavailable(error)
  return { code, message, cause: cause instanceof Error ? cause.message : undefined }
}

export const fromRefusal = ({ code, message, cause }: Refusal): ChatError =>
  new ChatError(code, message, { cause })
