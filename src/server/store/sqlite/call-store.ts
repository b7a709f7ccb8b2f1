import { ChatError } from "../../../shared/errors.ts"
import {
  type Input,
  type Method,
  type Output,
  type Reply,
  type Request,
  serializeError,
} from "./thread-messages.ts"

/** SQLite returns at once, so that no promise is needed. */
export type StoreMethods = {
  [M in Method]?: (input: Input<M>) => Output<M>
}

/** Throws only when the database itself failed: an expected error is a reply too. */
export function callStore(methods: StoreMethods, { id, method, input }: Request): Reply {
  try {
    return { id, value: methods[method]?.(input as never) }
  } catch (error) {
    if (error instanceof ChatError) return { id, error: serializeError(error) }
    throw error
  }
}
