import { ChatError } from "../../../shared/errors.ts"
import {
  type Input,
  type Method,
  type Output,
  type Reply,
  type Request,
  toRefusal,
} from "./thread-messages.ts"

/** The calls a thread can answer. SQLite answers at once, so that no promise is needed. */
export type Answers = {
  [M in Method]?: (input: Input<M>) => Output<M>
}

/** An expected refusal is an answer too. Throws only when the database itself failed. */
export function answer(answers: Answers, { id, method, input }: Request): Reply {
  try {
    return { id, value: answers[method]?.(input as never) }
  } catch (error) {
    if (error instanceof ChatError) return { id, refusal: toRefusal(error) }
    throw error
  }
}
