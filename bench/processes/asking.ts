/** Questions and answers between the bench and the processes it starts, over Node's own channel. */
import type { ChildProcess } from "node:child_process"

const ANSWER_MS_MAX = 120_000

type Question = { id: number; ask: string; input: unknown }
type Answer = { id: number; value?: unknown; error?: string }

/** The child's side. It ends with its parent, however that ends. */
export function answerParent(answers: Record<string, (input: never) => unknown>) {
  process.on("disconnect", () => process.exit(1))
  process.on("message", async ({ id, ask, input }: Question) => {
    try {
      process.send?.({ id, value: await answers[ask]?.(input as never) })
    } catch (error) {
      process.send?.({ id, error: String(error) })
    }
  })
}

/** The bench's side: rejects when the child fails, ends, or takes too long. */
export function askerOf(child: ChildProcess) {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let latestId = 0

  child.on("message", ({ id, value, error }: Answer) => {
    const question = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) question?.resolve(value)
    else question?.reject(new Error(error))
  })
  child.on("exit", (code, signal) => {
    for (const { reject } of waiting.values())
      reject(new Error(`${child.spawnargs.join(" ")} ended (${signal ?? code})`))
  })

  return function ask<T>(question: string, input?: unknown): Promise<T> {
    const answer = Promise.withResolvers<unknown>()
    const id = ++latestId
    waiting.set(id, answer)
    const late = setTimeout(
      () => answer.reject(new Error(`no answer to "${question}" in ${ANSWER_MS_MAX / 1000} s`)),
      ANSWER_MS_MAX,
    )
    child.send({ id, ask: question, input })
    return answer.promise.finally(() => clearTimeout(late)) as Promise<T>
  }
}
