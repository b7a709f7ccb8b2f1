import { ChatError } from "../../../shared/errors.ts"
import {
  type Input,
  type Method,
  type Output,
  type Reply,
  type Request,
  toRefusal,
} from "./wire.ts"

/** The calls a thread can answer; the hot one does so without a promise. */
export type Answers = {
  [M in Method]?: (input: Input<M>) => Output<M> | Promise<Output<M>>
}

/** An expected refusal is an answer too. Rejects only when the database itself failed. */
export async function answer(answers: Answers, { id, method, input }: Request): Promise<Reply> {
  try {
    return { id, value: await answers[method]?.(input as never) }
  } catch (error) {
    if (error instanceof ChatError) return { id, refusal: toRefusal(error) }
    throw error
  }
}
